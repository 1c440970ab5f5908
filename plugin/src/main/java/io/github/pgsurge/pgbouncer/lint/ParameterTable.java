package io.github.pgsurge.pgbouncer.lint;

import io.github.pgsurge.pgbouncer.console.PgbouncerVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every name that a version of PgBouncer knows, from {@code parameters.tsv}. Immutable and thread safe. */
final class ParameterTable {
    /** The oldest version that the table tells apart. */
    static final PgbouncerVersion OLDEST = PgbouncerVersion.of(12);

    /** The newest. */
    static final PgbouncerVersion NEWEST = PgbouncerVersion.of(25);

    private static final String NONE = "-";
    private static final String NONE_AND_STAYS = "~";
    private static final ParameterTable TABLE = new ParameterTable();

    private final Map<String, Map<String, Parameter>> sections = new LinkedHashMap<>();

    private ParameterTable() {
        try (InputStream in = ParameterTable.class.getResourceAsStream("parameters.tsv")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(ParameterTable::parameter)
                    .forEach(parameter -> sections.computeIfAbsent(parameter.section(), unused -> new LinkedHashMap<>())
                            .put(parameter.name(), parameter));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Parameter parameter(String line) {
        String[] columns = line.split("\t", -1);
        int since = Integer.parseInt(columns[2]);
        TreeMap<Integer, String> defaults = new TreeMap<>();
        for (String part : columns[4].split("\\|", -1)) {
            int colon = part.matches("\\d\\d:.*") ? 2 : -1;
            String value = part.substring(colon + 1);
            defaults.put(
                    colon < 0 ? since : Integer.parseInt(part.substring(0, colon)),
                    value.equals(NONE) || value.equals(NONE_AND_STAYS) ? "" : value);
        }
        return new Parameter(
                columns[0],
                columns[1],
                PgbouncerVersion.of(since),
                ValueType.valueOf(columns[3].toUpperCase(Locale.ROOT)),
                defaults,
                columns[4].startsWith(NONE_AND_STAYS));
    }

    /** The names of a section, of all versions; empty when no version knows the section. */
    static List<String> names(String section) {
        return List.copyOf(TABLE.sections.getOrDefault(section, Map.of()).keySet());
    }

    /** A name, whatever version knows it. */
    static Optional<Parameter> find(String section, String name) {
        return Optional.ofNullable(
                TABLE.sections.getOrDefault(section, Map.of()).get(name));
    }

    /** The first version that knows a section; empty when none does. */
    static Optional<PgbouncerVersion> since(String section) {
        return TABLE.sections.getOrDefault(section, Map.of()).values().stream()
                .map(Parameter::since)
                .min(PgbouncerVersion::compareTo);
    }
}
