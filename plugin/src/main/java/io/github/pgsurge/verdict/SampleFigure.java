package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Dimension;
import io.github.pgsurge.metrics.LabelCounts;
import io.github.pgsurge.metrics.LabelSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A figure of samples that needs no statistic.
 *
 * @param name of the metric
 * @param statistic its one figure
 */
record SampleFigure(String name, Statistic statistic) implements Metric {
    @Override
    public Map<String, Statistic> statistics() {
        return Map.of("", statistic);
    }

    /** A sum over samples; empty when none of them measured it. */
    static SampleFigure sum(String name, Function<LabelCounts, OptionalLong> sum) {
        return new SampleFigure(
                name,
                Statistic.of(
                        Dimension.COUNT,
                        Statistic.Span.GROWS,
                        (evidence, labels, none) -> read(evidence, labels, counts -> {
                            OptionalLong amount = sum.apply(counts);
                            return amount.isPresent() ? MetricValue.of(amount.getAsLong()) : notMeasured(name);
                        })));
    }

    /** Such a sum a second of measured time, divided by a unit. */
    static SampleFigure perSecond(String name, double unit, Function<LabelCounts, OptionalLong> sum) {
        return new SampleFigure(
                name,
                Statistic.of(
                        Dimension.RATE,
                        Statistic.Span.ANY,
                        (evidence, labels, none) -> read(evidence, labels, counts -> {
                            OptionalLong amount = sum.apply(counts);
                            Duration measured = evidence.measured();
                            if (amount.isEmpty() || measured.isZero()) {
                                return notMeasured(name);
                            }
                            return MetricValue.of(amount.getAsLong() / unit / (measured.toNanos() / 1e9));
                        })));
    }

    /** A reading of the counts of some labels; without samples there is nothing to read. */
    static MetricValue read(Evidence evidence, LabelChoice labels, Function<LabelCounts, MetricValue> figure) {
        LabelSnapshot samples = evidence.samples().apply(labels);
        return samples.counts().count() == 0 ? new MetricValue.NoSamples() : figure.apply(samples.counts());
    }

    private static MetricValue notMeasured(String name) {
        return MetricValue.unknown("no sample measured " + name);
    }
}
