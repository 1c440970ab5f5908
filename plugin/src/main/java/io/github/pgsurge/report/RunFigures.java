package io.github.pgsurge.report;

import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.verdict.Estimate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The figures of a run that are no figures of its samples, under the names that rules call them by. Stateless. */
final class RunFigures {
    private RunFigures() {}

    /**
     * Every number of every block, {@code block.field}; of a field that holds numbers by name, their sum as well.
     *
     * @param observed figures that come with an interval; they take precedence
     */
    static Map<String, Estimate> of(
            Snapshot recorded,
            Optional<ConnectionResult> connections,
            Map<String, Map<String, Object>> blocks,
            Map<String, Estimate> observed) {
        Map<String, Estimate> figures = new HashMap<>();
        figures.put("warmup_samples", Estimate.exact((double) recorded.warmupSamples()));
        connections.ifPresent(result -> {
            put(figures, "connections.max", result.max());
            put(figures, "connections.reserved", result.reserved());
            put(figures, "connections.budget", result.budget());
            put(figures, "connections.peak_held", result.peakHeld());
            put(figures, "connections.min_free_seen", result.minFreeSeen());
            put(figures, "connections.refused_53300", result.refused53300());
        });
        blocks.forEach((block, fields) -> fields.forEach((field, value) ->
                number(value).ifPresent(number -> figures.put(block + "." + field, Estimate.exact(number)))));
        figures.putAll(observed);
        return figures;
    }

    private static void put(Map<String, Estimate> figures, String name, OptionalLong value) {
        value.ifPresent(present -> figures.put(name, Estimate.exact((double) present)));
    }

    private static Optional<Double> number(Object value) {
        if (value instanceof Number number) {
            return Optional.of(number.doubleValue()).filter(Double::isFinite);
        }
        if (value instanceof Boolean flag) {
            return Optional.of(flag ? 1.0 : 0.0);
        }
        if (value instanceof Map<?, ?> parts && parts.values().stream().allMatch(Number.class::isInstance)) {
            return Optional.of(
                    parts.values().stream().collect(Collectors.summingDouble(part -> ((Number) part).doubleValue())));
        }
        return Optional.empty();
    }
}
