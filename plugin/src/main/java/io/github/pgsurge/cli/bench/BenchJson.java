package io.github.pgsurge.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What {@code --json} writes: units are in the names, and what was not measured is absent. Stateless. */
final class BenchJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BenchJson() {}

    /**
     * Writes the file.
     *
     * @param conditions what the figures were measured with, by name: strings, numbers, and maps of these
     */
    static void write(Path file, Map<String, Object> conditions, ContenderResults results) throws BenchFailure {
        try {
            Files.writeString(file, text(conditions, results));
        } catch (IOException failure) {
            throw new BenchFailure("--json " + file + " could not be written: " + failure, failure);
        }
    }

    static String text(Map<String, Object> conditions, ContenderResults results) throws IOException {
        ObjectNode root = MAPPER.createObjectNode();
        BenchmarkSpec spec = results.spec();
        root.put("schema", spec.schema());
        conditions.forEach((name, value) -> root.set(name, MAPPER.valueToTree(value)));
        ObjectNode all = root.putObject("results");
        for (ContenderResult result : results.all()) {
            ObjectNode node = all.putObject(result.name());
            put(node, spec.unit() + "s_per_s", result.perS());
            result.cpuMicros().ifPresent(cpu -> put(node, "client_cpu_us_per_" + spec.unit(), cpu));
            for (BenchmarkSpec.Rival rival : spec.rivals()) {
                results.ratio(result, rival.name()).ifPresent(ratio -> node.put("ratio_to_" + rival.key(), ratio));
            }
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
}
