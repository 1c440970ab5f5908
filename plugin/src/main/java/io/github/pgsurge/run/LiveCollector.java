package io.github.pgsurge.run;

import io.github.pgsurge.evidence.Block;
import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Declaration;
import io.github.pgsurge.evidence.Detail;
import io.github.pgsurge.evidence.Figure;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.MetricFamilies;
import io.github.pgsurge.metrics.SampleSeries;
import io.github.pgsurge.report.RunIdentity;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Optional;

/**
 * A run's series for Prometheus: those of {@link SampleSeries}, gauges of its state, and those that observers declare. Values
 * are those of the last finished second; they are made when somebody scrapes, once a second at most.
 *
 * <table>
 *   <caption>Gauges</caption>
 *   <tr><td>{@code pgsurge_run_info}</td><td>1, by {@code run_id}, {@code plan} and {@code target}</td></tr>
 *   <tr><td>{@code pgsurge_run_elapsed_seconds}</td><td>time since the run began</td></tr>
 *   <tr><td>{@code pgsurge_vus}</td><td>virtual users that are active</td></tr>
 * </table>
 *
 * <p>Observed by one thread, collected by any. Thread safe.
 */
public final class LiveCollector implements RunObserver, MultiCollector {
    private final Catalogue catalogue;
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
     * @param catalogue the gauges that others declare
     * @param whenFinal done when the last moment is what is collected
     */
    public LiveCollector(Catalogue catalogue, RunIdentity identity, Runnable whenFinal) {
        this.catalogue = catalogue;
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
        return seen.map(Second::series)
                .orElseGet(() -> info(new MetricFamilies(SampleSeries.PREFIX)).snapshots());
    }

    private MetricSnapshots of(Moment moment) {
        MetricFamilies families = SampleSeries.of(moment.total().get());
        info(families);
        families.gauge(
                "run_elapsed_seconds",
                "Time since the run began.",
                moment.elapsed().toNanos() / 1e9);
        families.gauge("vus", "Virtual users that are active.", (double) moment.vus());
        declared(families, moment.live());
        return families.snapshots();
    }

    private MetricFamilies info(MetricFamilies families) {
        families.with(
                        "run_id",
                        identity.runId(),
                        "plan",
                        identity.plan(),
                        "target",
                        identity.target().orElse(""))
                .info("run", "The run.");
        return families;
    }

    /** A gauge for every declared figure that somebody has a value of now, and a set of gauges for every declared state. */
    private void declared(MetricFamilies families, Findings live) {
        for (Block block : catalogue.blocks()) {
            for (Declaration declaration : block.declarations()) {
                String name = declaration.block() + "_" + declaration.name();
                if (declaration instanceof Figure figure && figure.live()) {
                    families.gauge(name, figure.help(), live.number(figure));
                } else if (declaration instanceof Detail state
                        && live.get(state).isPresent()) {
                    String now = live.text(state);
                    state.words().forEach(word -> families.with("state", word)
                            .gauge(name, state.help(), word.equals(now) ? 1.0 : 0.0));
                }
            }
        }
    }
}
