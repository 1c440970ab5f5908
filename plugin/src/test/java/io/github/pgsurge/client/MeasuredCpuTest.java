package io.github.pgsurge.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeasuredCpuTest {
    private long clock;
    private long cpu = 5_000;
    private final MeasuredCpu measured = new MeasuredCpu(() -> clock, () -> cpu);

    private void tick(long nanos, long cpuNanos, long measuredNanos) {
        clock += nanos;
        cpu += cpuNanos;
        measured.tick(Duration.ofNanos(measuredNanos));
    }

    @Test
    void isAbsentWhileTheWarmupLasts() {
        tick(1_000, 700, 0);

        assertThat(measured.nanos()).isEmpty();
    }

    @Test
    void leavesOutTheStartAndTheWarmup() {
        tick(1_000, 700, 0);
        tick(1_000, 300, 1_000);
        tick(1_000, 200, 1_000);

        assertThat(measured.nanos()).hasValue(500);
    }

    @Test
    void sharesOutTheTickInWhichTheMeasuredTimeBegins() {
        tick(1_000, 700, 0);
        tick(1_000, 400, 250);
        tick(1_000, 200, 1_000);

        assertThat(measured.nanos()).hasValue(100 + 200);
    }

    @Test
    void takesNoMoreThanTheTickWhenTheClocksDisagree() {
        tick(1_000, 400, 1_003);

        assertThat(measured.nanos()).hasValue(400);
    }
}
