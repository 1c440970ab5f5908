package io.github.pgsurge.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.pgsurge.client.ClientCheck;
import io.github.pgsurge.evidence.ConnectionState;
import io.github.pgsurge.evidence.Estimate;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.report.Recordings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the observers of drift and of the client make of a run's moments. */
class ObserversTest {
    private static RunObserver.Moment moment(Duration elapsed, Snapshot interval, int held) {
        return new RunObserver.Moment(
                elapsed,
                interval,
                () -> interval,
                5,
                Optional.of(new ConnectionState(held, 20, OptionalInt.empty(), Optional.empty())),
                false);
    }

    private static Snapshot second(Instant from, Duration measured) {
        return new Snapshot(from, from.plus(measured), 0, new TreeMap<>());
    }

    @Test
    void driftIsABlockAndFiguresOfTheMeasuredTime() {
        try (DriftObserver drift = new DriftObserver(Optional::empty, Optional::empty)) {
            for (int i = 0; i < 30; i++) {
                Instant warmup = Recordings.START.plusSeconds(i);
                drift.observe(moment(Duration.ofSeconds(i), second(warmup, Duration.ZERO), 1_000));
            }
            for (int i = 30; i < 120; i++) {
                Instant from = Recordings.START.plusSeconds(i);
                drift.observe(moment(Duration.ofSeconds(i), second(from, Duration.ofSeconds(1)), 10 + i % 2));
            }

            Map<String, Object> block = drift.blocks().get("drift");
            assertThat(block).containsEntry("steady_s", 90.0).containsOnlyKeys("connections", "steady_s");
            Map<?, ?> connections = (Map<?, ?>) block.get("connections");
            assertThat(connections.get("mean")).isEqualTo(10.5);
            assertThat(connections.get("points")).isEqualTo(45);
            Estimate figure = drift.figures().get("drift.connections");
            assertThat(figure.value()).isEqualTo(connections.get("per_hour")).isCloseTo(0, within(1e-9));
            assertThat(figure.low()).isEqualTo(connections.get("low"));
            assertThat(figure.high()).isEqualTo(connections.get("high"));
        }
    }

    @Test
    void aShortRunHasNoDrift() {
        try (DriftObserver drift = new DriftObserver(Optional::empty, Optional::empty)) {
            for (int i = 0; i < 20; i++) {
                drift.observe(moment(
                        Duration.ofSeconds(i), second(Recordings.START.plusSeconds(i), Duration.ofSeconds(1)), 10));
            }
            assertThat(drift.blocks()).isEmpty();
            assertThat(drift.figures()).isEmpty();
        }
    }

    @Test
    void theClientHasABlockOnceItWasMeasured() {
        try (ClientCheck client = new ClientCheck(List.of())) {
            client.observe(moment(Duration.ofSeconds(1), second(Recordings.START, Duration.ZERO), 1));
            assertThat(client.blocks()).isEmpty();
            assertThat(client.figures()).isEmpty();
            assertThat(client.environment()).isEmpty();

            client.observe(moment(Duration.ofSeconds(2), second(Recordings.START, Duration.ofMinutes(10)), 1));
            assertThat(client.blocks().get("client"))
                    .containsKeys("cpu_share", "gc_pauses", "gc_share", "threads_peak")
                    .containsEntry("bottleneck", false)
                    .containsEntry("bottleneck_reasons", List.of());
            assertThat(client.figures()).containsEntry("client.bottleneck", Estimate.exact(0));
            assertThat(client.environment()).containsOnlyKeys("client_cpu_s", "client_cpu_share");
            assertThat(client.remarks()).isEmpty();
        }
    }

    @Test
    void aFurtherShortageMakesTheClientTheBottleneck() {
        AtomicReference<Optional<String>> lag = new AtomicReference<>(Optional.empty());
        try (ClientCheck client = new ClientCheck(List.of(lag::get))) {
            client.observe(moment(Duration.ofSeconds(1), second(Recordings.START, Duration.ofMinutes(10)), 1));
            assertThat(client.remarks()).isEmpty();

            lag.set(Optional.of("it began 12 % of arrivals late"));
            assertThat(client.blocks().get("client"))
                    .containsEntry("bottleneck", true)
                    .containsEntry("bottleneck_reasons", List.of("it began 12 % of arrivals late"));
            assertThat(client.figures()).containsEntry("client.bottleneck", Estimate.exact(1));
            assertThat(client.remarks())
                    .containsExactly("The client was the bottleneck: it began 12 % of arrivals late. These figures are"
                            + " its limits, not the server's: give it more agents (--agents), fewer virtual users or a"
                            + " larger heap (HEAP).");
        }
    }
}
