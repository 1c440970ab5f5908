package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Dimension;
import io.github.pgsurge.metrics.LabelCounts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Arrivals that found no free virtual user when they were due. */
record LateMetric() implements Metric {
    @Override
    public String name() {
        return "late";
    }

    @Override
    public Map<String, Statistic> statistics() {
        Map<String, Statistic> statistics = new LinkedHashMap<>();
        statistics.put(
                "rate",
                statistic(Dimension.SHARE, Statistic.Span.ANY, counts -> (double) counts.late() / counts.arrivals()));
        statistics.put("count", statistic(Dimension.COUNT, Statistic.Span.GROWS, LabelCounts::late));
        return statistics;
    }

    private static Statistic statistic(Dimension dimension, Statistic.Span span, ToDoubleFunction<LabelCounts> figure) {
        return Statistic.of(
                dimension,
                span,
                (evidence, labels, none) -> SampleMetric.read(
                        evidence,
                        labels,
                        counts -> counts.arrivals() == 0
                                ? MetricValue.unknown("there were no arrivals" + labels.of())
                                : MetricValue.of(figure.applyAsDouble(counts))));
    }
}
