package io.github.pgsurge.run;

import io.github.pgsurge.connection.GuardState;
import io.github.pgsurge.evidence.ConnectionState;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.SampleSeries;
import io.github.pgsurge.report.RunIdentity;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run's series for Prometheus: those of {@link SampleSeries}, and gauges of its state. They are as of the last second of
 * the run, and are made when somebody scrapes, once a second at most.
 *
 * <table>
 *   <caption>Gauges</caption>
 *   <tr><td>{@code pgsurge_run_info}</td><td>1, by {@code run_id}, {@code plan} and {@code target}</td></tr>
 *   <tr><td>{@code pgsurge_run_elapsed_seconds}</td><td>time since the run began</td></tr>
 *   <tr><td>{@code pgsurge_vus}</td><td>virtual users that are active</td></tr>
 *   <tr><td>{@code pgsurge_connections_held}</td><td>connections that the run holds</td></tr>
 *   <tr><td>{@code pgsurge_connections_budget}</td><td>connections that it may hold</td></tr>
 *   <tr><td>{@code pgsurge_connections_free}</td><td>connection slots that are free on the server</td></tr>
 *   <tr><td>{@code pgsurge_guard_state}</td><td>1 for the guard's {@code state}, 0 for every other</td></tr>
 * </table>
 *
 * <p>Observed by one thread, collected by any. Thread safe.
 */
public final class LiveCollector implements RunObserver, MultiCollector {
    private final RunIdentity identity;
    private final Runnable whenFinal;
    private volatile Optional<Second> seen = Optional.empty();

    /** The series of one moment, made for the first who asks. */
    private final class Second {
        private final Moment moment;
        private MetricSnapshots series;

        Second(Moment moment) {
            this.moment = moment;
        }

        synchronized MetricSnapshots series() {
            if (series == null) {
                series = of(moment);
            }
            return series;
        }
    }

    /**
     * Ready to observe.
     *
     * @param whenFinal done when the last moment is what is collected
     */
    public LiveCollector(RunIdentity identity, Runnable whenFinal) {
        this.identity = identity;
        this.whenFinal = whenFinal;
    }

    @Override
    public void observe(Moment moment) {
        seen = Optional.of(new Second(moment));
        if (moment.last()) {
            whenFinal.run();
        }
    }

    @Override
    public MetricSnapshots collect() {
        return seen.map(Second::series).orElseGet(() -> new MetricSnapshots(info()));
    }

    private MetricSnapshots of(Moment moment) {
        List<MetricSnapshot> all =
                new ArrayList<>(SampleSeries.of(moment.total().get()));
        all.add(info());
        all.add(gauge(
                "run_elapsed_seconds",
                "Time since the run began.",
                moment.elapsed().toNanos() / 1e9));
        all.add(gauge("vus", "Virtual users that are active.", moment.vus()));
        moment.connections().ifPresent(state -> all.addAll(connections(state)));
        return new MetricSnapshots(all);
    }

    private MetricSnapshot info() {
        Labels labels = Labels.of(
                "run_id",
                identity.runId(),
                "plan",
                identity.plan(),
                "target",
                identity.target().orElse(""));
        return InfoSnapshot.builder()
                .name("pgsurge_run")
                .help("The run.")
                .dataPoint(InfoDataPointSnapshot.builder().labels(labels).build())
                .build();
    }

    private static List<MetricSnapshot> connections(ConnectionState state) {
        List<MetricSnapshot> gauges = new ArrayList<>();
        gauges.add(gauge("connections_held", "Connections that the run holds.", state.held()));
        gauges.add(gauge("connections_budget", "Connections that the run may hold.", state.budget()));
        state.free()
                .ifPresent(free ->
                        gauges.add(gauge("connections_free", "Connection slots that are free on the server.", free)));
        state.guard().ifPresent(guard -> gauges.add(guard(guard)));
        return gauges;
    }

    private static MetricSnapshot guard(GuardState now) {
        GaugeSnapshot.Builder states = GaugeSnapshot.builder()
                .name("pgsurge_guard_state")
                .help("1 for what the connection guard is at, 0 for every other state.");
        for (GuardState state : GuardState.values()) {
            states.dataPoint(GaugeDataPointSnapshot.builder()
                    .value(state == now ? 1 : 0)
                    .labels(Labels.of("state", state.toString()))
                    .build());
        }
        return states.build();
    }

    private static MetricSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name("pgsurge_" + name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }
}
