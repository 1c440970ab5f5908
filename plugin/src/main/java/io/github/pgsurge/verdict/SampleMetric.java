package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.evidence.Value;
import io.github.pgsurge.metrics.LabelCounts;
import io.github.pgsurge.metrics.LabelSnapshot;
import java.util.Map;
import java.util.function.Function;

/**
 * A figure of samples that needs no statistic.
 *
 * @param figure which
 */
record SampleMetric(SampleFigure figure) implements Metric {
    @Override
    public String name() {
        return figure.key();
    }

    @Override
    public Map<String, Statistic> statistics() {
        return Map.of("", statistic(figure));
    }

    /** Takes that figure. */
    static Statistic statistic(SampleFigure figure) {
        return Statistic.of(
                figure.dimension(),
                figure.grows() ? Statistic.Span.GROWS : Statistic.Span.ANY,
                (evidence, labels, none) -> read(evidence, labels, counts -> figure.of(counts, evidence.measured())
                        .flatMap(Value::estimate)
                        .<MetricValue>map(MetricValue.Value::new)
                        .orElseGet(() -> MetricValue.unknown("no sample measured " + figure.key()))));
    }

    /** A reading of the counts of some labels; without samples there is nothing to read. */
    static MetricValue read(Evidence evidence, LabelChoice labels, Function<LabelCounts, MetricValue> figure) {
        LabelSnapshot samples = evidence.samples().apply(labels);
        return samples.counts().count() == 0 ? new MetricValue.NoSamples() : figure.apply(samples.counts());
    }
}
