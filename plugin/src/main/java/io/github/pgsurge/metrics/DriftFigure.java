package io.github.pgsurge.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** What is watched for drift. Immutable and thread safe. */
public enum DriftFigure {
    /** 95th percentile over all labels. */
    LATENCY_P95("95th percentile over all labels, change an hour.", "mean_ms", true, DriftFigure::p95Millis),
    /** Failed samples by all samples: its change is in the fraction itself, not relative to it. */
    ERROR_RATE("Failed samples by all samples, in percentage points an hour.", "mean", false, DriftFigure::errorRate),
    /** The least that was left of the client's heap after a collection: a collection of the young alone leaves more. */
    CLIENT_HEAP("Heap of the client after a collection, change an hour.", "mean_bytes", true, block -> gauge(
                    block, DriftReading::heapAfterGc)
            .least()),
    /** Resident size of a PgBouncer on this machine. */
    PGBOUNCER_RSS("Resident memory of a PgBouncer on this machine, change an hour.", "mean_bytes", true, block -> gauge(
                    block, DriftReading::pgbouncerRss)
            .mean()),
    /** Resident size of a gateway on this machine. */
    GATEWAY_RSS("Resident memory of a gateway on this machine, change an hour.", "mean_bytes", true, block -> gauge(
                    block, DriftReading::gatewayRss)
            .mean()),
    /** Connections that the run holds. */
    CONNECTIONS("Connections that the run holds, change an hour.", "mean", true, block -> gauge(
                    block, DriftReading::connections)
            .mean());

    private final String help;
    private final String meanKey;
    private final boolean relative;
    private final Function<List<DriftReading>, OptionalDouble> figure;

    DriftFigure(String help, String meanKey, boolean relative, Function<List<DriftReading>, OptionalDouble> figure) {
        this.help = help;
        this.meanKey = meanKey;
        this.relative = relative;
        this.figure = figure;
    }

    private static OptionalDouble p95Millis(List<DriftReading> block) {
        List<Distribution> times = block.stream().map(DriftReading::times).toList();
        if (!Quantile.P95.supportedBy(
                times.stream().mapToLong(Distribution::count).sum())) {
            return OptionalDouble.empty();
        }
        OptionalLong nanos = Distribution.sum(times).quantile(Quantile.P95.q());
        return nanos.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(nanos.getAsLong() / 1e6);
    }

    private static OptionalDouble errorRate(List<DriftReading> block) {
        long samples = block.stream().mapToLong(DriftReading::samples).sum();
        long errors = block.stream().mapToLong(DriftReading::errors).sum();
        return samples == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) errors / samples);
    }

    private static Gauge gauge(List<DriftReading> block, Function<DriftReading, Gauge> part) {
        return block.stream().map(part).reduce(Gauge.NONE, Gauge::merge);
    }

    /** Its name in run.json and, after {@code drift.}, in rules. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name, with the unit, that its mean has in run.json. */
    public String meanKey() {
        return meanKey;
    }

    /** What it is, in one line. */
    public String help() {
        return help;
    }

    /** The figure over a block; empty when it was not measured, or there were too few samples for it. */
    OptionalDouble of(List<DriftReading> block) {
        return figure.apply(block);
    }

    /** The trend as it is reported: relative to the mean, but for what is a fraction already. */
    Optional<Trend> reported(Trend trend) {
        return relative ? trend.relative() : Optional.of(trend);
    }
}
