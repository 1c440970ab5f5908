package io.github.pgsurge.sandbox;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How one PostgreSQL server is to run. Immutable.
 *
 * @param port TCP port on 127.0.0.1, 1 to 65535; 0 takes a free one
 * @param maxConnections {@code max_connections}, 1 to 262143
 * @param settings further lines of postgresql.conf by name, in lower case; PostgreSQL judges them when it starts
 */
public record PostgresOptions(int port, int maxConnections, SortedMap<String, String> settings) {
    /** The most that PostgreSQL accepts: {@code MAX_BACKENDS} in its sources. */
    private static final int MOST_CONNECTIONS = 262_143;

    /** The option that chooses the port. */
    static final String PORT = "pg-port";

    private static final String MAX_CONNECTIONS = "max-connections";
    private static final String SETTING = "pg-setting.";

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_$]*(\\.[a-z_][a-z0-9_$]*)*");

    /** Settings that would take the server out of the hands of what started it, and what to do instead. */
    private static final Map<String, String> NOT_FREE = Map.ofEntries(
            Map.entry("port", "use --pg-port"),
            Map.entry("max_connections", "use --max-connections"),
            Map.entry("listen_addresses", "the server listens on 127.0.0.1 only"),
            Map.entry("unix_socket_directories", "the server has no Unix socket"),
            Map.entry("data_directory", "the server has a folder of its own"),
            Map.entry("config_file", "the server has a file of its own"),
            Map.entry("hba_file", "the server has a file of its own"),
            Map.entry("ident_file", "the server has a file of its own"),
            Map.entry("external_pid_file", "the pid is in postmaster.pid"),
            Map.entry("log_destination", "the server has one log file"),
            Map.entry("logging_collector", "the server has one log file"));

    /** Checks names and ranges; throws {@link IllegalArgumentException} with a message of one line. */
    public PostgresOptions {
        Range.checkPort(PORT, port);
        Range.check(MAX_CONNECTIONS, maxConnections, 1, MOST_CONNECTIONS);
        settings.forEach((name, value) -> {
            require(NAME.matcher(name).matches(), "--pg-setting " + name + ": that is no name of a PostgreSQL setting");
            require(!NOT_FREE.containsKey(name), "--pg-setting " + name + " can't be set: " + NOT_FREE.get(name));
            require(
                    value.chars().noneMatch(Character::isISOControl),
                    "--pg-setting " + name + ": its value holds a control character");
        });
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /**
     * Options from what a user typed.
     *
     * @param settings {@code name=value} each; the last of one name wins
     * @throws SandboxException naming the option, what was found and what is allowed
     */
    public static PostgresOptions of(int port, int maxConnections, Collection<String> settings)
            throws SandboxException {
        SortedMap<String, String> byName = new TreeMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new SandboxException("--pg-setting '" + setting + "' is not name=value");
            }
            byName.put(
                    setting.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                    setting.substring(equals + 1).strip());
        }
        try {
            return new PostgresOptions(port, maxConnections, byName);
        } catch (IllegalArgumentException e) {
            throw new SandboxException(e.getMessage(), e);
        }
    }

    /** By the names of the options of {@code sandbox up}; a setting's is {@code pg-setting.name}. */
    SortedMap<String, String> asMap() {
        SortedMap<String, String> map = new TreeMap<>();
        map.put(PORT, Integer.toString(port));
        map.put(MAX_CONNECTIONS, Integer.toString(maxConnections));
        settings.forEach((name, value) -> map.put(SETTING + name, value));
        return map;
    }

    /**
     * What {@link #asMap()} has written.
     *
     * @throws IllegalArgumentException when it is damaged
     */
    static PostgresOptions readFrom(Properties properties) {
        SortedMap<String, String> settings = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(SETTING)) {
                settings.put(key.substring(SETTING.length()), properties.getProperty(key));
            }
        }
        return new PostgresOptions(
                Integer.parseInt(properties.getProperty(PORT)),
                Integer.parseInt(properties.getProperty(MAX_CONNECTIONS)),
                settings);
    }

    /** The same on another port. */
    PostgresOptions onPort(int other) {
        return new PostgresOptions(other, maxConnections, settings);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
