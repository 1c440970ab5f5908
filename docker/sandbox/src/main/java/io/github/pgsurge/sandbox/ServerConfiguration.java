package io.github.pgsurge.sandbox;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration file that a server is started with: what initdb chose for this machine, then what makes its figures
 * honest, then what was asked for. Stateless.
 */
final class ServerConfiguration {
    private ServerConfiguration() {}

    /** The file's text. Later lines win over earlier ones. */
    static String text(Path dataDirectory, PostgresOptions options) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", PostgresServer.HOST);
        settings.put("port", Integer.toString(options.port()));
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", Integer.toString(options.maxConnections()));
        settings.put("password_encryption", "scram-sha-256");
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("lc_messages", "C");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.putAll(options.settings());
        return "include " + quoted(dataDirectory.resolve("postgresql.conf").toString()) + "\n"
                + settings.entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + quoted(setting.getValue()) + "\n")
                        .collect(Collectors.joining());
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
