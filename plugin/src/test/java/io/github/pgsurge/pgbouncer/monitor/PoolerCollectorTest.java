package io.github.pgsurge.pgbouncer.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.evidence.MonitorLog;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.pgbouncer.console.ConsoleOptions;
import io.github.pgsurge.pgbouncer.console.ConsoleSettings;
import io.github.pgsurge.pgbouncer.console.FakeConsole;
import io.github.pgsurge.pgbouncer.console.Transcript;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gauges under the names that the seed's queries and alerts have. */
class PoolerCollectorTest {
    private static final String APP = "database=app,namespace=nova";
    private static final String ALICE = APP + ",user=alice";

    @TempDir
    private Path folder;

    private Map<String, Double> scrape(FakeConsole... consoles) throws Exception {
        PrometheusRegistry registry = new PrometheusRegistry();
        try (MonitorLog readings = new MonitorLog(folder.resolve("server.jsonl"));
                PoolerMonitor monitor = new PoolerMonitor(
                        new ConsoleSettings(
                                List.of(consoles).stream()
                                        .map(FakeConsole::address)
                                        .toList(),
                                ConsoleOptions.plain("stats", Secret.NONE, Duration.ofSeconds(5))),
                        Duration.ofHours(1),
                        "nova")) {
            monitor.begin(new RunObserver.Surroundings(readings, Optional.of(registry), Duration.ZERO, line -> {}));
            return points(registry);
        }
    }

    private static Map<String, Double> points(PrometheusRegistry registry) {
        Map<String, Double> points = new TreeMap<>();
        for (MetricSnapshot metric : registry.scrape()) {
            ((GaugeSnapshot) metric).getDataPoints().forEach(point -> {
                List<String> labels = point.getLabels().stream()
                        .map(label -> label.getName() + "=" + label.getValue())
                        .toList();
                points.put(
                        metric.getMetadata().getPrometheusName() + "{" + String.join(",", labels) + "}",
                        point.getValue());
            });
        }
        return points;
    }

    @Test
    void areNamedAndLabelledAsTheSeedAsksForThem() throws Exception {
        Transcript transcript = Transcript.of("1.18");
        try (FakeConsole console = FakeConsole.of(() -> transcript)) {
            assertThat(scrape(console))
                    .containsEntry("pgbouncer_pools_cl_active{" + ALICE + "}", 12.0)
                    .containsEntry("pgbouncer_pools_cl_waiting{" + ALICE + "}", 3.0)
                    .containsEntry("pgbouncer_pools_sv_active{" + ALICE + "}", 4.0)
                    .containsEntry("pgbouncer_pools_max_connections{" + ALICE + "}", 50.0)
                    .containsEntry("pgbouncer_pools_maxwait_seconds{" + ALICE + "}", 1.25)
                    .containsEntry("pgbouncer_stats_total_query_count{" + APP + "}", 3_000.0)
                    .containsEntry("pgbouncer_stats_avg_query_time{" + APP + "}", 2_000.0)
                    .containsEntry("pgbouncer_stats_total_wait_time{" + APP + "}", 1_500_000.0)
                    .allSatisfy((name, value) -> assertThat(name).doesNotContain("database=pgbouncer"));
        }
    }

    @Test
    void aPoolIsBoundedByItsSizeWhereTheDatabaseIsNot() throws Exception {
        Transcript unlimited = Transcript.of("1.18").with("SHOW DATABASES", 0, "max_connections", 0);
        try (FakeConsole console = FakeConsole.of(() -> unlimited)) {
            assertThat(scrape(console)).containsEntry("pgbouncer_pools_max_connections{" + ALICE + "}", 20.0);
        }
    }

    @Test
    void severalProcessesAreToldApart() throws Exception {
        Transcript transcript = Transcript.of("1.25");
        try (FakeConsole one = FakeConsole.of(() -> transcript);
                FakeConsole two = FakeConsole.of(() -> transcript)) {
            assertThat(scrape(one, two))
                    .containsEntry("pgbouncer_pools_sv_active{" + server(one, ALICE) + "}", 4.0)
                    .containsEntry("pgbouncer_pools_sv_active{" + server(two, ALICE) + "}", 4.0)
                    .containsEntry("pgbouncer_stats_total_query_count{" + server(two, APP) + "}", 3_000.0);
        }
    }

    private static String server(FakeConsole console, String labels) {
        String server = ",server=127.0.0.1:" + console.port();
        return labels.contains(",user") ? labels.replace(",user", server + ",user") : labels + server;
    }

    @Test
    void whatIsNotKnownIsNotThere() throws Exception {
        try (FakeConsole silent = new FakeConsole((in, out) -> {})) {
            assertThat(scrape(silent)).isEmpty();
        }
    }
}
