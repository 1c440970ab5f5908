package io.github.pgsurge.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.pgsurge.client.ClientCheck;
import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Estimate;
import io.github.pgsurge.evidence.Figure;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.DriftFigure;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.report.Recordings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                PlainValues.findings(Map.of("connections", Map.of("held", held))),
                List.of(),
                false);
    }

    private static Optional<Estimate> bottleneck(ClientCheck client) {
        Figure bottleneck = Catalogue.installed().figures().stream()
                .filter(figure -> figure.key().equals("client.bottleneck"))
                .findFirst()
                .orElseThrow();
        return client.findings().estimate(bottleneck);
    }

    private static List<String> remarks(ClientCheck client) {
        return Catalogue.installed().remarks(client.findings());
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

            Map<String, Object> block = PlainValues.of(drift.findings()).get("drift");
            assertThat(block).containsEntry("steady_s", 90.0).containsOnlyKeys("connections", "steady_s");
            Map<?, ?> connections = (Map<?, ?>) block.get("connections");
            assertThat(connections.get("mean")).isEqualTo(10.5);
            assertThat(connections.get("points")).isEqualTo(45L);
            Estimate figure = drift.findings()
                    .estimate(DriftBlock.of(DriftFigure.CONNECTIONS))
                    .orElseThrow();
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
            assertThat(drift.findings()).isEqualTo(Findings.NONE);
        }
    }

    @Test
    void theClientHasABlockOnceItWasMeasured() {
        try (ClientCheck client = new ClientCheck(List.of())) {
            client.observe(moment(Duration.ofSeconds(1), second(Recordings.START, Duration.ZERO), 1));
            assertThat(client.findings()).isEqualTo(Findings.NONE);

            client.observe(moment(Duration.ofSeconds(2), second(Recordings.START, Duration.ofMinutes(10)), 1));
            assertThat(PlainValues.of(client.findings()).get("client"))
                    .containsKeys("cpu_share", "gc_pauses", "gc_share", "threads_peak")
                    .containsEntry("bottleneck", false)
                    .containsEntry("bottleneck_reasons", List.of());
            assertThat(bottleneck(client)).contains(Estimate.exact(0));
            assertThat(PlainValues.of(client.findings()).get("environment"))
                    .containsOnlyKeys("client_cpu_s", "client_cpu_share");
            assertThat(remarks(client)).isEmpty();
        }
    }

    @Test
    void aFurtherShortageMakesTheClientTheBottleneck() {
        AtomicReference<Optional<String>> lag = new AtomicReference<>(Optional.empty());
        try (ClientCheck client = new ClientCheck(List.of(lag::get))) {
            client.observe(moment(Duration.ofSeconds(1), second(Recordings.START, Duration.ofMinutes(10)), 1));
            assertThat(remarks(client)).isEmpty();

            lag.set(Optional.of("it began 12 % of arrivals late"));
            assertThat(PlainValues.of(client.findings()).get("client"))
                    .containsEntry("bottleneck", true)
                    .containsEntry("bottleneck_reasons", List.of("it began 12 % of arrivals late"));
            assertThat(bottleneck(client)).contains(Estimate.exact(1));
            assertThat(remarks(client))
                    .containsExactly("The client was the bottleneck: it began 12 % of arrivals late. These figures are"
                            + " its limits, not the server's: give it more agents (--agents), fewer virtual users or a"
                            + " larger heap (HEAP).");
        }
    }
}
