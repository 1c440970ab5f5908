package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Dimension;
import java.util.Map;

/** Samples that began in the warm-up and are in no figure. */
record WarmupMetric() implements Metric {
    @Override
    public String name() {
        return "warmup_samples";
    }

    @Override
    public boolean ofSamples() {
        return false;
    }

    @Override
    public Map<String, Statistic> statistics() {
        return Map.of(
                "",
                Statistic.of(
                        Dimension.COUNT,
                        Statistic.Span.RUN,
                        (evidence, labels, none) -> MetricValue.of(evidence.warmupSamples())));
    }
}
