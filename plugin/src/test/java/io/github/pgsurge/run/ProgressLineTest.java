package io.github.pgsurge.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.report.Recordings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    @Test
    void showsRatesTimesErrorsAndConnections() {
        Snapshot interval = new Recordings()
                .writes("insert", 6_000, 2)
                .writes("update", 150, 20)
                .failures("update", 2, "40001", "conflict")
                .after(FIVE_SECONDS);

        assertThat(new ProgressLine(
                                Duration.ofSeconds(65),
                                Optional.of(Duration.ofMinutes(2)),
                                50,
                                interval,
                                14,
                                List.of("conns 48/50, 42 free, guard ok"))
                        .format(200))
                .isEqualTo("01:05/02:00  50 VUs  1,230 ops/s  123,000 rows/s  123 MB/s"
                        + " | avg/p95/p99 ms  insert 6.0/11/12  update 1.5/-/-"
                        + " | 2 errors (14 so far) | conns 48/50, 42 free, guard ok");
    }

    @Test
    void showsOnlyWhatWasMeasured() {
        Snapshot interval = new Recordings().requests("getFeed", 15).after(FIVE_SECONDS);

        assertThat(new ProgressLine(Duration.ofMinutes(65), Optional.empty(), 1, interval, 0, List.of()).format(200))
                .isEqualTo("1:05:00  1 VU  3.00 ops/s | avg/p95/p99 ms  getFeed 0.080/-/- | 0 errors");
    }

    @Test
    void showsResponseTimesUnderArrivals() {
        Snapshot interval = new Recordings().arrivals("getFeed", 15, 2_000).after(FIVE_SECONDS);

        ProgressLine line = new ProgressLine(FIVE_SECONDS, Optional.empty(), 1, interval, 0, List.of());
        assertThat(line.format(200))
                .isEqualTo("00:05  1 VU  3.00 ops/s | response avg/p95/p99 ms  getFeed 2,001/-/- | 0 errors");
    }

    @Test
    void keepsTheBusiestLabelsWhereRoomIsShortAndCountsTheRest() {
        Recordings recordings = new Recordings();
        for (int i = 1; i <= 9; i++) {
            recordings.requests("operation" + i, i * 20);
        }
        ProgressLine line =
                new ProgressLine(FIVE_SECONDS, Optional.empty(), 10, recordings.after(FIVE_SECONDS), 0, List.of());

        assertThat(line.format(120))
                .hasSizeLessThanOrEqualTo(120)
                .contains("operation8 ", "operation9 ", "+7 more")
                .doesNotContain("operation7");
        assertThat(line.format(20)).contains("operation9 ", "+8 more").doesNotContain("operation8");
        assertThat(line.format(1_000)).contains("operation1 ", "operation9 ").doesNotContain("more");
    }

    @Test
    void saysThatItWarmsUp() {
        Snapshot interval =
                new Recordings(Duration.ofSeconds(10)).requests("insert", 1_234).after(FIVE_SECONDS);

        assertThat(new ProgressLine(FIVE_SECONDS, Optional.empty(), 10, interval, 0, List.of()).format(160))
                .isEqualTo("00:05  10 VUs  warm-up: 1,234 samples not counted | 0 errors");
    }

    @Test
    void saysWhatTheGuardDoesAndThatNothingComes() {
        Snapshot interval = new Recordings().requests("insert", 0).after(FIVE_SECONDS);

        assertThat(new ProgressLine(
                                FIVE_SECONDS, Optional.empty(), 10, interval, 0, List.of("conns 3/10, guard shedding"))
                        .format(160))
                .isEqualTo("00:05  10 VUs  no samples | 0 errors | conns 3/10, guard shedding");
    }
}
