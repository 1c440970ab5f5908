package io.github.pgsurge.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.report.Recordings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalDisplayTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String BEGIN = "\u001b[2K\u001b[?7l";
    private static final String END = "\u001b[?7h";

    private final List<String> written = new ArrayList<>();
    private final TerminalDisplay display =
            new TerminalDisplay(Duration.ofSeconds(2), () -> Optional.of(Duration.ofSeconds(10)), 81, written::add);

    private void second(int number, Snapshot interval, boolean last) {
        display.observe(new RunObserver.Moment(
                Duration.ofSeconds(number), interval, () -> interval, 3, Findings.NONE, List.of(), last));
    }

    private static Snapshot requests(int n) {
        return new Recordings().requests("read", n).after(SECOND);
    }

    @Test
    void rewritesOneLineAndLeavesTheLastState() {
        second(1, requests(10), false);
        second(2, new Recordings().failures("read", 4, "E", "").after(SECOND), false);
        second(3, requests(20), true);

        assertThat(written)
                .containsExactly(
                        BEGIN + "[##------------------] 00:01/00:10  3 VUs  10.0 ops/s  p95 - ms  0 errors" + END
                                + "\r",
                        BEGIN + "[#--------] 00:02/00:10  3 VUs  14.0 ops/s  0 rows/s  0 MB/s  p95 - ms  4 errors" + END
                                + "\r",
                        BEGIN + "[##-------] 00:03/00:10  3 VUs  24.0 ops/s  0 rows/s  0 MB/s  p95 - ms  4 errors" + END
                                + "\n");
    }

    @Test
    void writesNothingForARunThatEndsBeforeItsFirstSecond() {
        second(0, new Recordings().after(SECOND), true);

        assertThat(written).isEmpty();
    }
}
