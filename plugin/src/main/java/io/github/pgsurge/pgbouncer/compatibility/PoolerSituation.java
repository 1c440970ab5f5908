package io.github.pgsurge.pgbouncer.compatibility;

import io.github.pgsurge.connection.Pooler;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.pgbouncer.console.PgbouncerVersion;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a pooler and of the driver that talks through it. Immutable.
 *
 * @param pooler mode and prepared statements: what the data path shows, else what the console says
 * @param version empty when it is not known
 * @param config PgBouncer's settings by name, of this database and user where they have their own; without a name that is
 *     not known
 * @param driver with the settings that will hold
 */
public record PoolerSituation(
        Pooler pooler, Optional<PgbouncerVersion> version, Map<String, String> config, Dsn driver) {
    /** Copies the settings. */
    public PoolerSituation {
        config = Map.copyOf(config);
    }

    /** Whether each client keeps a server connection to itself. */
    boolean keepsSession() {
        return pooler.mode() == Pooler.Mode.SESSION;
    }

    /** Whether transaction blocks are refused. */
    boolean refusesBlocks() {
        return pooler.mode() == Pooler.Mode.STATEMENT;
    }

    /** A setting of PgBouncer's; empty when it is not known, or empty. */
    Optional<String> setting(String name) {
        return Optional.ofNullable(config.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether a comma-separated setting of PgBouncer's is known to name a parameter. */
    boolean lists(String setting, String parameter) {
        return Arrays.stream(setting(setting).orElse("").split(",", -1))
                .anyMatch(entry -> entry.strip().toLowerCase(Locale.ROOT).equals(parameter.toLowerCase(Locale.ROOT)));
    }

    /** A property of the driver's that was set by hand; empty when it was not. */
    Optional<String> driver(String property) {
        return Optional.ofNullable(driver.extra().get(property));
    }

    /** The mode, for a sentence. */
    String mode() {
        return pooler.mode() == Pooler.Mode.UNKNOWN ? "a mode that is not known" : pooler.mode() + " mode";
    }
}
