package io.github.pgsurge.run;

import io.github.pgsurge.client.GarbageCollections;
import io.github.pgsurge.client.LocalService;
import io.github.pgsurge.evidence.Estimate;
import io.github.pgsurge.evidence.RunObserver;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Watches a run for what creeps and leaks: block {@value #BLOCK} of run.json, and a figure {@code drift.<name>} for each of
 * {@link DriftFigure}, as change an hour. Silent about the warm-up and about a run without a minute of steady load. For one thread
 * at a time.
 */
public final class DriftObserver implements RunObserver {
    private static final String BLOCK = "drift";

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
                        moment.connections()
                                .map(state -> Gauge.of(state.held()))
                                .orElse(Gauge.NONE)));
    }

    private Map<DriftFigure, Trend> trends() {
        if (trends.isEmpty()) {
            trends = Optional.of(drift.trends());
        }
        return trends.get();
    }

    @Override
    public Map<String, Map<String, Object>> blocks() {
        Map<String, Object> block = new LinkedHashMap<>();
        trends().forEach((figure, trend) -> block.put(figure.key(), fields(figure, trend)));
        if (block.isEmpty()) {
            return Map.of();
        }
        block.put("steady_s", drift.steadyTime().toMillis() / 1e3);
        return Map.of(BLOCK, block);
    }

    private static Map<String, Object> fields(DriftFigure figure, Trend trend) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("per_hour", trend.slope());
        fields.put("low", trend.low());
        fields.put("high", trend.high());
        fields.put(figure.meanKey(), trend.mean());
        fields.put("points", trend.points());
        return fields;
    }

    @Override
    public Map<String, Estimate> figures() {
        Map<String, Estimate> figures = new TreeMap<>();
        trends().forEach((figure, trend) ->
                figures.put(BLOCK + "." + figure.key(), new Estimate(trend.slope(), trend.low(), trend.high())));
        return figures;
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
