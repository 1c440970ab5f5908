package io.github.pgsurge.sandbox;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one PgBouncer is to run. Immutable.
 *
 * @param port TCP port on 127.0.0.1, 1 to 65535; 0 takes a free one
 * @param poolMode {@code pool_mode}
 * @param poolSize {@code default_pool_size}: server connections per role and database, 1 to 10000
 * @param maxClientConnections {@code max_client_conn}, 1 to 100000
 * @param program the binary, absolute; empty for that of the machine
 */
public record PgbouncerOptions(
        int port, PoolMode poolMode, int poolSize, int maxClientConnections, Optional<Path> program) {
    /** Port when none is given. */
    public static final int DEFAULT_PORT = 16_432;
    /** {@code default_pool_size} when none is given. */
    public static final int DEFAULT_POOL_SIZE = 25;
    /** {@code max_client_conn} when none is given. */
    public static final int DEFAULT_MAX_CLIENT_CONNECTIONS = 1000;

    private static final int MOST_SERVER_CONNECTIONS = 10_000;
    private static final int MOST_CLIENT_CONNECTIONS = 100_000;

    /** The option that chooses the port. */
    static final String PORT = "pgbouncer-port";

    private static final String POOL_MODE = "pool-mode";
    private static final String POOL_SIZE = "pool-size";
    private static final String MAX_CLIENT_CONNECTIONS = "max-client-conn";
    private static final String PROGRAM = "pgbouncer";

    /** Checks ranges; throws {@link IllegalArgumentException} with a message of one line. */
    public PgbouncerOptions {
        Range.checkPort(PORT, port);
        Range.check(POOL_SIZE, poolSize, 1, MOST_SERVER_CONNECTIONS);
        Range.check(MAX_CLIENT_CONNECTIONS, maxClientConnections, 1, MOST_CLIENT_CONNECTIONS);
        program = program.map(path -> path.toAbsolutePath().normalize());
    }

    /** The options of a plain {@code sandbox up}: transaction mode. */
    public static PgbouncerOptions defaults() {
        return new PgbouncerOptions(
                DEFAULT_PORT,
                PoolMode.TRANSACTION,
                DEFAULT_POOL_SIZE,
                DEFAULT_MAX_CLIENT_CONNECTIONS,
                Optional.empty());
    }

    /** The same on another port; 0 takes a free one. */
    public PgbouncerOptions onPort(int other) {
        return new PgbouncerOptions(other, poolMode, poolSize, maxClientConnections, program);
    }

    /** The same in another mode. */
    public PgbouncerOptions withPoolMode(PoolMode other) {
        return new PgbouncerOptions(port, other, poolSize, maxClientConnections, program);
    }

    /** The same with another {@code default_pool_size}. */
    public PgbouncerOptions withPoolSize(int other) {
        return new PgbouncerOptions(port, poolMode, other, maxClientConnections, program);
    }

    /** The same with another {@code max_client_conn}. */
    public PgbouncerOptions withMaxClientConnections(int other) {
        return new PgbouncerOptions(port, poolMode, poolSize, other, program);
    }

    /** The same with this binary. */
    public PgbouncerOptions withProgram(Path binary) {
        return new PgbouncerOptions(port, poolMode, poolSize, maxClientConnections, Optional.of(binary));
    }

    /** By the names of the options of {@code sandbox up}. */
    SortedMap<String, String> asMap() {
        SortedMap<String, String> map = new TreeMap<>();
        map.put(PORT, Integer.toString(port));
        map.put(POOL_MODE, poolMode.text());
        map.put(POOL_SIZE, Integer.toString(poolSize));
        map.put(MAX_CLIENT_CONNECTIONS, Integer.toString(maxClientConnections));
        program.ifPresent(path -> map.put(PROGRAM, path.toString()));
        return map;
    }

    /**
     * What {@link #asMap()} has written; empty when it was not there.
     *
     * @throws IllegalArgumentException when it is damaged
     */
    static Optional<PgbouncerOptions> readFrom(Properties properties) throws SandboxException {
        if (properties.getProperty(PORT) == null) {
            return Optional.empty();
        }
        return Optional.of(new PgbouncerOptions(
                Integer.parseInt(properties.getProperty(PORT)),
                PoolMode.of(properties.getProperty(POOL_MODE, "")),
                Integer.parseInt(properties.getProperty(POOL_SIZE)),
                Integer.parseInt(properties.getProperty(MAX_CLIENT_CONNECTIONS)),
                Optional.ofNullable(properties.getProperty(PROGRAM)).map(Path::of)));
    }
}
