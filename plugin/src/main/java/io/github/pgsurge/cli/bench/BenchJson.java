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
    static void write(Path file, Map<String, Object> conditions, ContenderResults standings) throws BenchFailure {
        try {
            Files.writeString(file, text(conditions, standings));
        } catch (IOException failure) {
            throw new BenchFailure("--json " + file + " could not be written: " + failure, failure);
        }
    }

    static String text(Map<String, Object> conditions, ContenderResults standings) throws IOException {
        ObjectNode root = MAPPER.createObjectNode();
        BenchmarkSpec discipline = standings.discipline();
        root.put("schema", discipline.schema());
        conditions.forEach((name, value) -> root.set(name, MAPPER.valueToTree(value)));
        ObjectNode results = root.putObject("results");
        for (ContenderResult standing : standings.all()) {
            ObjectNode result = results.putObject(standing.name());
            put(result, discipline.unit() + "s_per_s", standing.perS());
            standing.cpuMicros().ifPresent(cpu -> put(result, "client_cpu_us_per_" + discipline.unit(), cpu));
            for (BenchmarkSpec.Rival rival : discipline.rivals()) {
                standings
                        .ratio(standing, rival.name())
                        .ifPresent(ratio -> result.put("ratio_to_" + rival.key(), ratio));
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
