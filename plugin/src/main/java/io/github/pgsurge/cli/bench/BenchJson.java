package io.github.pgsurge.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What {@code --json} writes, schema {@value #SCHEMA}: units are in the names, and what was not measured is absent.
 * Stateless.
 */
final class BenchJson {
    static final String SCHEMA = "pgsurge-bench-writes/1";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BenchJson() {}

    /**
     * Writes the file.
     *
     * @param conditions what the figures were measured with, by name: strings, numbers, and maps of these
     */
    static void write(Path file, Map<String, Object> conditions, Standings standings) throws BenchFailure {
        try {
            Files.writeString(file, text(conditions, standings));
        } catch (IOException failure) {
            throw new BenchFailure("--json " + file + " could not be written: " + failure, failure);
        }
    }

    static String text(Map<String, Object> conditions, Standings standings) throws IOException {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("schema", SCHEMA);
        conditions.forEach((name, value) -> root.set(name, MAPPER.valueToTree(value)));
        ObjectNode results = root.putObject("results");
        for (Standing standing : standings.all()) {
            ObjectNode result = results.putObject(standing.name());
            put(result, "rows_per_s", standing.rowsPerS());
            standing.cpuMicrosPerRow().ifPresent(cpu -> put(result, "client_cpu_us_per_row", cpu));
            put(result, "ratio_to_pgbench", standings.ratio(standing, Pgbench.NAME));
            put(result, "ratio_to_stock_jdbc", standings.ratio(standing, StockRequest.NAME));
        }
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void put(ObjectNode node, String name, Spread spread) {
        ObjectNode figures = node.putObject(name);
        figures.put("median", spread.median());
        figures.put("min", spread.min());
        figures.put("max", spread.max());
        spread.values().forEach(figures.putArray("rounds")::add);
    }

    private static void put(ObjectNode node, String name, OptionalDouble ratio) {
        ratio.ifPresent(value -> node.put(name, value));
    }
}
