package io.github.pgsurge.run;

import io.github.pgsurge.client.GarbageCollections;
import io.github.pgsurge.client.LocalService;
import io.github.pgsurge.connection.ConnectionBlock;
import io.github.pgsurge.evidence.Estimate;
import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.evidence.Value;
import io.github.pgsurge.metrics.Drift;
import io.github.pgsurge.metrics.DriftFigure;
import io.github.pgsurge.metrics.DriftReading;
import io.github.pgsurge.metrics.Gauge;
import io.github.pgsurge.metrics.LabelCounts;
import io.github.pgsurge.metrics.LabelSnapshot;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.metrics.Trend;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Watches a run for what creeps and leaks: each {@link DriftFigure} as change an hour. Silent about the warm-up, and about a run
 * without a minute of steady load. For one thread at a time.
 */
public final class DriftObserver implements RunObserver {
    private final Drift drift = new Drift();
    private final Watched pgbouncer;
    private final Watched gateway;
    private Optional<GarbageCollections> collections = Optional.empty();
    private Duration begin;
    private boolean arrivals;
    private Optional<Map<DriftFigure, Trend>> trends = Optional.empty();

    /**
     * @param database where the load's connections go; the size of what listens there counts when it is a PgBouncer of this
     *     machine. Asked until it is known
     * @param gateway where the load's requests go; empty when there is none, or it is not known yet
     */
    public DriftObserver(
            Supplier<Optional<InetSocketAddress>> database, Supplier<Optional<InetSocketAddress>> gateway) {
        pgbouncer = new Watched(database, address -> LocalService.of("pgbouncer", address));
        this.gateway = new Watched(gateway, LocalService::at);
    }

    @Override
    public void observe(Moment moment) {
        if (collections.isEmpty()) {
            collections = Optional.of(GarbageCollections.listen());
        }
        Gauge heap = collections.get().drain().stream()
                .map(collected -> Gauge.of((double) collected.heapUsed()))
                .reduce(Gauge.NONE, Gauge::merge);
        Snapshot interval = moment.interval();
        if (interval.measured().isZero()) {
            return;
        }
        if (begin == null) {
            begin = moment.elapsed();
        }
        LabelCounts counts = interval.counts();
        arrivals |= counts.arrivals() > 0;
        drift.add(
                moment.elapsed().minus(begin),
                new DriftReading(
                        interval.measured(),
                        Gauge.of(moment.vus()),
                        counts.arrivals(),
                        counts.count(),
                        counts.errors(),
                        interval.times(arrivals ? LabelSnapshot::response : LabelSnapshot::service),
                        heap,
                        pgbouncer.look(),
                        gateway.look(),
                        held(moment)));
    }

    private static Gauge held(Moment moment) {
        OptionalDouble held = moment.live().number(ConnectionBlock.HELD);
        return held.isEmpty() ? Gauge.NONE : Gauge.of(held.getAsDouble());
    }

    private Map<DriftFigure, Trend> trends() {
        if (trends.isEmpty()) {
            trends = Optional.of(drift.trends());
        }
        return trends.get();
    }

    @Override
    public Findings findings() {
        if (trends().isEmpty()) {
            return Findings.NONE;
        }
        Findings.Builder findings = Findings.builder();
        trends().forEach((figure, trend) -> findings.put(DriftBlock.of(figure), interval(figure, trend)));
        return findings.put(DriftBlock.STEADY_S, drift.steadyTime().toMillis() / 1e3)
                .build();
    }

    private static Value interval(DriftFigure figure, Trend trend) {
        return new Value.Interval(
                new Estimate(trend.slope(), trend.low(), trend.high()),
                Fields.builder()
                        .put(figure.meanKey(), trend.mean())
                        .put("points", (long) trend.points())
                        .build());
    }

    @Override
    public void close() {
        collections.ifPresent(GarbageCollections::close);
    }

    /** A process whose address comes to be known once the test has begun. */
    private static final class Watched {
        private final Supplier<Optional<InetSocketAddress>> address;
        private final Function<InetSocketAddress, Optional<LocalService>> find;
        private boolean known;
        private Optional<LocalService> service = Optional.empty();

        Watched(
                Supplier<Optional<InetSocketAddress>> address,
                Function<InetSocketAddress, Optional<LocalService>> find) {
            this.address = address;
            this.find = find;
        }

        Gauge look() {
            if (!known) {
                Optional<InetSocketAddress> now = address.get();
                known = now.isPresent();
                service = now.flatMap(find);
            }
            return Gauge.of(service.map(LocalService::residentBytes).orElse(OptionalLong.empty()));
        }
    }
}
