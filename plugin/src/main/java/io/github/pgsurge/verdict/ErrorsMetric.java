package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Dimension;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.metrics.ErrorFigure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Failed samples: how many, what part of all, and how many with one code. */
record ErrorsMetric() implements Metric {
    @Override
    public String name() {
        return "errors";
    }

    @Override
    public Map<String, Statistic> statistics() {
        Map<String, Statistic> statistics = new LinkedHashMap<>();
        statistics.put("rate", SampleMetric.statistic(SampleFigure.ERROR_RATE));
        statistics.put("count", SampleMetric.statistic(SampleFigure.ERRORS));
        statistics.put(
                "code",
                new Statistic(
                        Dimension.COUNT,
                        Statistic.Span.GROWS,
                        true,
                        Set.of(),
                        (evidence, labels, code) ->
                                SampleMetric.read(evidence, labels, counts -> count(counts.errorCodes(), code))));
        return statistics;
    }

    private static MetricValue count(Map<String, ErrorFigure> codes, String code) {
        ErrorFigure failures = codes.get(code);
        if (failures != null) {
            return MetricValue.of(failures.count());
        }
        return codes.containsKey(ErrorFigure.OTHER_CODES)
                ? MetricValue.unknown("there are more codes than are told apart")
                : MetricValue.of(0);
    }
}
