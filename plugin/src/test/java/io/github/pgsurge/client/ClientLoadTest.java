package io.github.pgsurge.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.PlainValues;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientLoadTest {
    private static ClientLoad load(double cpuShare, long gcMillis, long stallMillis) {
        return load(cpuShare, gcMillis, stallMillis, OptionalLong.of(20_000_000));
    }

    private static ClientLoad load(double cpuShare, long gcMillis, long stallMillis, OptionalLong serviceP99) {
        return new ClientLoad(
                OptionalDouble.of(cpuShare),
                2,
                Duration.ofSeconds(10),
                7,
                Duration.ofMillis(gcMillis),
                Duration.ofMillis(90),
                OptionalLong.of(TimeUnit.MILLISECONDS.toNanos(stallMillis)),
                OptionalLong.of(TimeUnit.MILLISECONDS.toNanos(stallMillis * 2)),
                serviceP99,
                OptionalLong.of(400_000_000),
                31);
    }

    private static Map<String, Object> fields(ClientLoad load) {
        return PlainValues.of(load.figures()).get("client");
    }

    @Test
    void wasShortOfNothing() {
        assertThat(load(0.8, 1_000, 10).shortages()).isEmpty();
    }

    @Test
    void saysWhatItWasShortOf() {
        assertThat(load(0.934, 1_000, 10).shortages()).containsExactly("it used 93 % of 2 CPUs");
        assertThat(load(0.5, 2_500, 10).shortages())
                .containsExactly("garbage collection stopped it for 25 % of the time, 90 ms at most");
        assertThat(load(0.5, 0, 14).shortages())
                .containsExactly("1 % of the time it was held up for more than 14.0 ms, by its own work or by others on"
                        + " its machine, and p99 of the service times was 20.0 ms");
        assertThat(load(0.9, 5_000, 200).shortages()).hasSize(3);
    }

    @Test
    void stallsThatServiceTimesDwarfAreNotItsLimit() {
        assertThat(load(0.5, 0, 27, OptionalLong.of(150_000_000)).shortages()).isEmpty();
        assertThat(load(0.5, 0, 27, OptionalLong.of(53_000_000)).shortages()).hasSize(1);
        assertThat(load(0.5, 0, 27, OptionalLong.empty()).shortages())
                .as("without a p99 there is none to spoil")
                .isEmpty();
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        ClientLoad load = new ClientLoad(
                OptionalDouble.empty(),
                2,
                Duration.ofSeconds(10),
                0,
                Duration.ZERO,
                Duration.ZERO,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                31);

        assertThat(load.shortages()).isEmpty();
        assertThat(fields(load))
                .containsOnlyKeys("gc_pauses", "gc_pause_total_ms", "gc_pause_max_ms", "gc_share", "threads_peak");
    }

    @Test
    void hasItsFieldsInMillisecondsAndBytes() {
        assertThat(fields(load(0.25, 1_000, 3)))
                .containsEntry("cpu_share", 0.25)
                .containsEntry("gc_pauses", 7L)
                .containsEntry("gc_pause_total_ms", 1_000L)
                .containsEntry("gc_pause_max_ms", 90L)
                .containsEntry("gc_share", 0.1)
                .containsEntry("stall_p99_ms", 3.0)
                .containsEntry("stall_max_ms", 6.0)
                .containsEntry("peak_rss_bytes", 400_000_000L)
                .containsEntry("threads_peak", 31L);
    }
}
