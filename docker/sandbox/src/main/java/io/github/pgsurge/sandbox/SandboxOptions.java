package io.github.pgsurge.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code sandbox up} was asked for. Immutable. Whether the parts fit together, {@code up} judges.
 *
 * @param postgres PostgreSQL's
 * @param pgbouncer PgBouncer's; empty leaves it out, and the pooled gateway with it
 * @param gateways those of the gateways; empty leaves them out
 */
public record SandboxOptions(
        PostgresOptions postgres, Optional<PgbouncerOptions> pgbouncer, Optional<GatewaysOptions> gateways) {
    /** Port of PostgreSQL when none is given. */
    public static final int DEFAULT_PG_PORT = 15_432;
    /** {@code max_connections} when none is given. */
    public static final int DEFAULT_MAX_CONNECTIONS = 300;

    private static final String WITHOUT_PGBOUNCER = "without-pgbouncer";
    private static final String WITHOUT_GATEWAY = "without-gateway";

    /** The options of a plain {@code sandbox up}. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(
                new PostgresOptions(DEFAULT_PG_PORT, DEFAULT_MAX_CONNECTIONS, new TreeMap<>()),
                Optional.of(PgbouncerOptions.defaults()),
                Optional.of(GatewaysOptions.defaults()));
    }

    /** The same with another PostgreSQL. */
    public SandboxOptions withPostgres(PostgresOptions other) {
        return new SandboxOptions(other, pgbouncer, gateways);
    }

    /** The same with this PgBouncer. */
    public SandboxOptions withPgbouncer(PgbouncerOptions other) {
        return new SandboxOptions(postgres, Optional.of(other), gateways);
    }

    /** The same without PgBouncer and the pooled gateway. */
    public SandboxOptions withoutPgbouncer() {
        return new SandboxOptions(postgres, Optional.empty(), gateways);
    }

    /** The same with these gateways. */
    public SandboxOptions withGateways(GatewaysOptions other) {
        return new SandboxOptions(postgres, pgbouncer, Optional.of(other));
    }

    /** The same without gateways. */
    public SandboxOptions withoutGateways() {
        return new SandboxOptions(postgres, pgbouncer, Optional.empty());
    }

    /** The gateways that run. */
    List<GatewaySide> sides() {
        if (gateways.isEmpty()) {
            return List.of();
        }
        return pgbouncer.isEmpty() ? List.of(GatewaySide.DIRECT) : List.of(GatewaySide.values());
    }

    /** Each option in which the other differs, as {@code --name is this, asked for that}; empty when they are equal. */
    List<String> differences(SandboxOptions asked) {
        List<String> differences = new ArrayList<>();
        compare(postgres.asMap(), asked.postgres.asMap(), differences);
        compareParts(
                WITHOUT_PGBOUNCER,
                pgbouncer.map(PgbouncerOptions::asMap),
                asked.pgbouncer.map(PgbouncerOptions::asMap),
                differences);
        compareParts(
                WITHOUT_GATEWAY,
                gateways.map(GatewaysOptions::asMap),
                asked.gateways.map(GatewaysOptions::asMap),
                differences);
        return differences;
    }

    void writeTo(Properties properties) {
        properties.putAll(postgres.asMap());
        pgbouncer.ifPresent(options -> properties.putAll(options.asMap()));
        gateways.ifPresent(options -> properties.putAll(options.asMap()));
    }

    /**
     * What {@link #writeTo} has written.
     *
     * @throws IllegalArgumentException when it is damaged
     */
    static SandboxOptions readFrom(Properties properties) throws SandboxException {
        return new SandboxOptions(
                PostgresOptions.readFrom(properties),
                PgbouncerOptions.readFrom(properties),
                GatewaysOptions.readFrom(properties));
    }

    private static void compareParts(
            String without,
            Optional<SortedMap<String, String>> mine,
            Optional<SortedMap<String, String>> others,
            List<String> differences) {
        if (mine.isPresent() && others.isPresent()) {
            compare(mine.get(), others.get(), differences);
        } else if (mine.isPresent() || others.isPresent()) {
            differences.add(
                    "--" + without + (mine.isPresent() ? " is not set, asked for it" : " is set, asked without"));
        }
    }

    private static void compare(
            SortedMap<String, String> mine, SortedMap<String, String> others, List<String> differences) {
        SortedMap<String, String> all = new TreeMap<>(mine);
        all.putAll(others);
        for (String key : all.keySet()) {
            String here = mine.getOrDefault(key, "not set");
            String there = others.getOrDefault(key, "not set");
            if (!here.equals(there)) {
                differences.add("--" + key.replaceFirst("\\.", " ") + " is " + here + ", asked for " + there);
            }
        }
    }
}
