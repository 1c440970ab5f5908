package io.github.pgsurge.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code sandbox up} was asked for. Immutable.
 *
 * @param postgres its port is fixed: 1 to 65535
 */
public record SandboxOptions(PostgresOptions postgres) {
    /** Port of PostgreSQL when none is given. */
    public static final int DEFAULT_PG_PORT = 15_432;
    /** {@code max_connections} when none is given. */
    public static final int DEFAULT_MAX_CONNECTIONS = 100;

    private static final String PORT = "pg-port";
    private static final String MAX_CONNECTIONS = "max-connections";
    private static final String SETTING = "pg-setting.";

    /**
     * Options from what a user typed.
     *
     * @param pgPort 1 to 65535
     * @param maxConnections 1 to 262143
     * @param pgSettings {@code name=value} each; the last of one name wins
     * @throws SandboxException naming the option, what was found and what is allowed
     */
    public static SandboxOptions of(int pgPort, int maxConnections, Collection<String> pgSettings)
            throws SandboxException {
        if (pgPort == 0) {
            throw new SandboxException("--pg-port 0 is not a port: 1 to 65535");
        }
        return new SandboxOptions(PostgresOptions.of(pgPort, maxConnections, pgSettings));
    }

    /** The options of a plain {@code sandbox up}. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(new PostgresOptions(DEFAULT_PG_PORT, DEFAULT_MAX_CONNECTIONS, new TreeMap<>()));
    }

    /** Each option in which the other differs, as {@code --name found (asked: other)}; empty when they are equal. */
    List<String> differences(SandboxOptions asked) {
        SortedMap<String, String> mine = asMap();
        SortedMap<String, String> others = asked.asMap();
        List<String> differences = new ArrayList<>();
        SortedMap<String, String> all = new TreeMap<>(mine);
        all.putAll(others);
        for (String key : all.keySet()) {
            String here = mine.getOrDefault(key, "not set");
            String there = others.getOrDefault(key, "not set");
            if (!here.equals(there)) {
                differences.add("--" + key.replaceFirst("\\.", " ") + " is " + here + ", asked for " + there);
            }
        }
        return differences;
    }

    void writeTo(Properties properties) {
        properties.putAll(asMap());
    }

    static SandboxOptions readFrom(Properties properties) throws SandboxException {
        List<String> settings = properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(SETTING))
                .map(key -> key.substring(SETTING.length()) + "=" + properties.getProperty(key))
                .toList();
        try {
            return of(
                    Integer.parseInt(properties.getProperty(PORT)),
                    Integer.parseInt(properties.getProperty(MAX_CONNECTIONS)),
                    settings);
        } catch (NumberFormatException e) {
            throw new SandboxException("The sandbox's state is damaged: run `pgsurge sandbox down`", e);
        }
    }

    private SortedMap<String, String> asMap() {
        SortedMap<String, String> map = new TreeMap<>();
        map.put(PORT, Integer.toString(postgres.port()));
        map.put(MAX_CONNECTIONS, Integer.toString(postgres.maxConnections()));
        postgres.settings().forEach((name, value) -> map.put(SETTING + name, value));
        return map;
    }
}
