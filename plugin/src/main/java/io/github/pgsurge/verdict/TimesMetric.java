package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Dimension;
import io.github.pgsurge.metrics.Distribution;
import io.github.pgsurge.metrics.LabelSnapshot;
import io.github.pgsurge.metrics.LatencySummary;
import io.github.pgsurge.metrics.Quantile;
import io.github.pgsurge.metrics.TimeKind;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * A time of samples: its mean, its extremes and its quantiles.
 *
 * @param name of the metric
 * @param closed the time it means where users wait for answers
 * @param open the time it means under arrivals
 */
record TimesMetric(String name, TimeKind closed, TimeKind open) implements Metric {
    /** One that means the same with arrivals and without. */
    static TimesMetric of(TimeKind kind) {
        return new TimesMetric(kind.title(), kind, kind);
    }

    @Override
    public Map<String, Statistic> statistics() {
        Map<String, Statistic> statistics = new LinkedHashMap<>();
        statistics.put("min", statistic(times -> MetricValue.of(summary(times, LatencySummary::minNanos))));
        statistics.put("mean", statistic(times -> MetricValue.of(summary(times, LatencySummary::meanNanos))));
        for (Quantile quantile : Quantile.values()) {
            statistics.put(quantile.key(), statistic(times -> quantile(times, quantile)));
        }
        statistics.put("p99.9", statistics.get("p999"));
        statistics.put("max", statistic(times -> MetricValue.of(summary(times, LatencySummary::maxNanos))));
        return statistics;
    }

    private interface Taken {
        MetricValue of(Distribution times);
    }

    private Statistic statistic(Taken figure) {
        return new Statistic(
                Dimension.TIME, Statistic.Span.ANY, false, EnumSet.of(closed, open), (evidence, labels, none) -> {
                    LabelSnapshot samples = evidence.samples().apply(labels);
                    if (samples.counts().count() == 0) {
                        return new MetricValue.NoSamples();
                    }
                    TimeKind kind = evidence.arrivals() ? open : closed;
                    Distribution times = kind.of(samples);
                    return times.count() == 0
                            ? MetricValue.unknown("no " + kind.title() + " time was measured" + labels.of())
                            : figure.of(times);
                });
    }

    private static long summary(Distribution times, ToLongFunction<LatencySummary> figure) {
        return figure.applyAsLong(times.summary().orElseThrow());
    }

    private static MetricValue quantile(Distribution times, Quantile quantile) {
        OptionalLong nanos = times.quantile(quantile.q());
        return nanos.isPresent()
                ? MetricValue.of(nanos.getAsLong())
                : MetricValue.unknown(String.format(
                        Locale.ROOT,
                        "%,d samples do not support %s (needs %,d)",
                        times.count(),
                        quantile.title(),
                        quantile.needed()));
    }
}
