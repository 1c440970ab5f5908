package io.github.pgsurge.pgbouncer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an admin console says that decides what works through it. Immutable.
 *
 * @param version empty when it does not say
 * @param config its settings by name, with those of the database where it has its own
 */
public record ConsoleReport(Optional<PgbouncerVersion> version, Map<String, String> config) {
    private static final String POOL_MODE = "pool_mode";

    /** Copies the settings. */
    public ConsoleReport {
        config = Map.copyOf(config);
    }

    /**
     * Asks for SHOW VERSION, CONFIG, DATABASES and USERS.
     *
     * @throws ConsoleException when the console gives no answer to one of the first three
     */
    public static ConsoleReport read(AdminConsole console, String database, String user) throws ConsoleException {
        Map<String, String> config = new HashMap<>();
        for (Map<String, String> row : console.query("SHOW CONFIG").rows()) {
            config.put(row.getOrDefault("key", ""), row.getOrDefault("value", ""));
        }
        for (Map<String, String> row : console.query("SHOW DATABASES").rows()) {
            if (database.equals(row.get("name"))) {
                own(row, config);
            }
        }
        for (Map<String, String> row : console.query("SHOW USERS").rows()) {
            if (user.equals(row.get("name"))) {
                own(row, config);
            }
        }
        Optional<PgbouncerVersion> version = console.query("SHOW VERSION").rows().stream()
                .flatMap(row -> row.values().stream())
                .flatMap(text -> PgbouncerVersion.in(text).stream())
                .findFirst();
        return new ConsoleReport(version, config);
    }

    /** The mode of a database goes before the general one, that of a user before both. */
    private static void own(Map<String, String> row, Map<String, String> config) {
        String mode = row.getOrDefault(POOL_MODE, "");
        if (!mode.isEmpty()) {
            config.put(POOL_MODE, mode);
        }
    }

    /** The pool mode that holds; empty when it is not told. */
    public Optional<String> poolMode() {
        return Optional.ofNullable(config.get(POOL_MODE));
    }
}
