package io.github.pgsurge.report;

import io.github.pgsurge.evidence.Estimate;
import io.github.pgsurge.metrics.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The figures of a run that are no figures of its samples, under the names that rules call them by. Stateless. */
public final class RunFigures {
    private RunFigures() {}

    /**
     * Every number and flag of every block, {@code block.field}, and the queries of all of PgBouncer's databases together.
     *
     * @param observed figures that come with an interval; they take precedence
     */
    public static Map<String, Estimate> of(
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
            put(figures, "connections.round_trips", result.roundTrips());
        });
        blocks.forEach((block, fields) -> fields.forEach((field, value) ->
                number(value).ifPresent(number -> figures.put(block + "." + field, Estimate.exact(number)))));
        if (blocks.getOrDefault("pgbouncer", Map.of()).get("queries") instanceof Map<?, ?> queries) {
            figures.put("pgbouncer.queries", Estimate.exact(sum(queries)));
        }
        figures.putAll(observed);
        return figures;
    }

    private static void put(Map<String, Estimate> figures, String name, OptionalLong value) {
        value.ifPresent(present -> figures.put(name, Estimate.exact((double) present)));
    }

    private static double sum(Map<?, ?> byDatabase) {
        return byDatabase.values().stream()
                .mapToDouble(count -> number(count).orElse(0.0))
                .sum();
    }

    private static Optional<Double> number(Object value) {
        if (value instanceof Number number) {
            return Optional.of(number.doubleValue()).filter(Double::isFinite);
        }
        if (value instanceof Boolean flag) {
            return Optional.of(flag ? 1.0 : 0.0);
        }
        return Optional.empty();
    }
}
