package io.github.pgsurge.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What JMH measured. Immutable.
 *
 * @param all in JMH's order
 */
record MicroFigures(List<Cost> all) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * One benchmark.
     *
     * @param name class, method and parameters
     * @param nanos mean time of an operation
     * @param error half of its 99.9 % confidence interval, in nanoseconds; empty after one round
     */
    record Cost(String name, double nanos, OptionalDouble error) {}

    MicroFigures {
        all = List.copyOf(all);
    }

    /** Reads JMH's own report. */
    static MicroFigures read(Path report) throws IOException {
        List<Cost> costs = new ArrayList<>();
        for (JsonNode benchmark : MAPPER.readTree(report.toFile())) {
            String path = benchmark.path("benchmark").asText();
            StringBuilder name = new StringBuilder(path.substring(path.lastIndexOf('.', path.lastIndexOf('.') - 1) + 1)
                    .replace("Benchmark.", "."));
            benchmark.path("params").properties().forEach(parameter -> name.append(' ')
                    .append(parameter.getKey())
                    .append('=')
                    .append(parameter.getValue().asText()));
            JsonNode metric = benchmark.path("primaryMetric");
            costs.add(new Cost(name.toString(), metric.path("score").asDouble(), error(metric.path("scoreError"))));
        }
        return new MicroFigures(costs);
    }

    /** JMH writes a text where there is no number. */
    private static OptionalDouble error(JsonNode error) {
        return error.isNumber() ? OptionalDouble.of(error.asDouble()) : OptionalDouble.empty();
    }

    /** The table, line by line. */
    List<String> table() {
        int width = all.stream().mapToInt(cost -> cost.name().length()).max().orElse(0);
        return all.stream().map(cost -> line(cost, width)).toList();
    }

    private static String line(Cost cost, int width) {
        String line = String.format(Locale.ROOT, "%-" + width + "s %,12.1f ns", cost.name(), cost.nanos());
        return cost.error().isEmpty()
                ? line
                : line + String.format(Locale.ROOT, "  +- %,.1f", cost.error().getAsDouble());
    }

    /** Writes them as JSON. */
    void write(Path file) throws IOException {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("schema", "pgsurge-bench-micro/1");
        root.put("java_version", System.getProperty("java.version"));
        root.put("cpu_count", Runtime.getRuntime().availableProcessors());
        ObjectNode results = root.putObject("results");
        for (Cost cost : all) {
            ObjectNode result = results.putObject(cost.name());
            result.put("ns_per_op", cost.nanos());
            cost.error().ifPresent(error -> result.put("error_ns", error));
        }
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }
}
