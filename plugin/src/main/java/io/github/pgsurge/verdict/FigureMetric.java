package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Figure;
import java.util.Map;

/**
 * A figure of the run that is no figure of its samples.
 *
 * @param name what rules call it
 * @param statistics the ways to ask for it
 */
record FigureMetric(String name, Map<String, Statistic> statistics) implements Metric {
    /** One that is asked for by its name alone: the block of run.json, a dot, the field. */
    static FigureMetric of(Figure figure) {
        return new FigureMetric(figure.key(), Map.of("", statistic(figure)));
    }

    /** Takes that figure. */
    static Statistic statistic(Figure figure) {
        return Statistic.of(figure.dimension(), Statistic.Span.RUN, (evidence, labels, none) -> evidence.findings()
                .estimate(figure)
                .<MetricValue>map(MetricValue.Value::new)
                .orElseGet(() -> MetricValue.unknown(figure.key() + " was not measured in this run")));
    }

    @Override
    public boolean ofSamples() {
        return false;
    }
}
