package io.github.pgsurge.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.report.Recordings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveLineTest {
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private static LiveLine line(Duration elapsed, Optional<Duration> planned) {
        Snapshot interval = new Recordings()
                .writes("insert", 6_000, 2)
                .writes("update", 150, 20)
                .failures("update", 2, "40001", "conflict")
                .after(FIVE_SECONDS);
        return new LiveLine(
                new ProgressLine(elapsed, planned, 50, interval, 14, List.of("conns 48/50, 42 free, guard ok")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | [####----------------] 01:05/05:00  50 VUs  1,230 ops/s  123,000 rows/s  123 MB/s  p95 11 ms"
                        + "  14 errors  conns 48/50, 42 free, guard ok",
                "128 | [##-----------] 01:05/05:00  50 VUs  1,230 ops/s  123,000 rows/s  123 MB/s  p95 11 ms"
                        + "  14 errors  conns 48/50, 42 free, guard ok",
                "120 | [###------------] 01:05/05:00  50 VUs  1,230 ops/s  123,000 rows/s  p95 11 ms  14 errors"
                        + "  conns 48/50, 42 free, guard ok",
                "100 | [##---------] 01:05/05:00  50 VUs  1,230 ops/s  p95 11 ms  14 errors  conns 48/50, 42 free, guard ok",
                "60 | [##---------] 01:05/05:00  1,230 ops/s  p95 11 ms  14 errors",
                "25 | [##---------] 01:05/05:00",
                "5 | 01:0…",
            })
    void fitsTheTerminal(int width, String expected) {
        String shown =
                line(Duration.ofSeconds(65), Optional.of(Duration.ofMinutes(5))).format(width);

        assertThat(shown).isEqualTo(expected).hasSizeLessThanOrEqualTo(width);
    }

    @Test
    void hasNoBarWhenTheEndIsOpen() {
        assertThat(line(Duration.ofSeconds(65), Optional.empty()).format(200)).startsWith("01:05  50 VUs  ");
    }

    @Test
    void isFullWhenTheRunTakesLonger() {
        assertThat(line(Duration.ofSeconds(65), Optional.of(Duration.ofSeconds(60)))
                        .format(200))
                .startsWith("[####################] 01:05/01:00  ");
    }

    @Test
    void saysThatItWarmsUp() {
        Snapshot interval =
                new Recordings(Duration.ofSeconds(10)).requests("insert", 1_234).after(FIVE_SECONDS);

        assertThat(new LiveLine(new ProgressLine(FIVE_SECONDS, Optional.empty(), 10, interval, 0, List.of()))
                        .format(100))
                .isEqualTo("00:05  10 VUs  warm-up: 1,234 samples not counted  0 errors");
    }
}
