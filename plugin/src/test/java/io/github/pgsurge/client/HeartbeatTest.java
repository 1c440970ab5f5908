package io.github.pgsurge.client;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("measures time")
class HeartbeatTest {
    private final Histogram seen = Heartbeat.emptyHistogram();

    private static long beating() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("pgsurge-heartbeat"))
                .count();
    }

    @Test
    void beatsUntilItIsClosed() {
        long before = beating();
        try (Heartbeat heartbeat = Heartbeat.start()) {
            await("20 beats").until(() -> {
                seen.add(heartbeat.drain());
                return seen.getTotalCount() >= 20;
            });
            assertThat(beating()).isEqualTo(before + 1);
            assertThat(seen.getMinValue())
                    .as("a sleep can end soon after it should")
                    .isLessThan(50_000_000);
        }
        assertThat(beating()).isEqualTo(before);
    }

    @Test
    void aStallCountsForAllTheTimeItTakes() {
        try (Heartbeat heartbeat = new Heartbeat()) {
            heartbeat.overslept(-1);
            heartbeat.overslept(TimeUnit.MILLISECONDS.toNanos(100));
            Histogram stalls = heartbeat.drain();

            assertThat(stalls.getTotalCount()).isEqualTo(1 + 10);
            assertThat(stalls.getValueAtPercentile(50) / 1e6).isBetween(49.0, 52.0);
        }
    }

    @Test
    void takesNearlyNoCpu() {
        try (Heartbeat heartbeat = Heartbeat.start()) {
            await("50 beats").until(() -> {
                seen.add(heartbeat.drain());
                return seen.getTotalCount() >= 50;
            });
            long cpu = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("pgsurge-heartbeat"))
                    .mapToLong(thread -> java.lang.management.ManagementFactory.getThreadMXBean()
                            .getThreadCpuTime(thread.getId()))
                    .max()
                    .orElseThrow();
            assertThat(cpu).as("CPU of half a second").isLessThan(TimeUnit.MILLISECONDS.toNanos(25));
        }
    }
}
