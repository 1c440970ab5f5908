package io.github.pgsurge.sandbox;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the two gateways are to run: alike, but for the port and for what their connections go through. Immutable.
 *
 * @param directPort TCP port on 127.0.0.1 of the one straight to PostgreSQL, 0 to 65535
 * @param pooledPort of the one through PgBouncer, 0 to 65535
 * @param services service pools of each gateway, 1 to 64
 * @param servicePool connections of each service pool, 1 to 100
 * @param prepareThreshold pgjdbc's: executions before a statement is prepared on the server; 0 to 1000; 0 never prepares
 * @param tokenLifetime how long a login's token is valid, 1 s to 30 days, whole seconds
 */
public record GatewaysOptions(
        int directPort, int pooledPort, int services, int servicePool, int prepareThreshold, Duration tokenLifetime) {
    /** Port of the direct gateway when none is given. */
    public static final int DEFAULT_DIRECT_PORT = 14_000;
    /** Port of the pooled gateway when none is given. */
    public static final int DEFAULT_POOLED_PORT = 14_001;
    /** Service pools when no number is given. */
    public static final int DEFAULT_SERVICES = 12;
    /** Connections of each service pool when no number is given. */
    public static final int DEFAULT_SERVICE_POOL = 16;
    /** pgjdbc's {@code prepareThreshold} when none is given: no prepared statements on the server. */
    public static final int DEFAULT_PREPARE_THRESHOLD = 0;
    /** How long a token is valid when nothing is given. */
    public static final Duration DEFAULT_TOKEN_LIFETIME = Duration.ofHours(1);

    private static final int MOST_SERVICES = 64;
    private static final int MOST_CONNECTIONS = 100;
    private static final int MOST_EXECUTIONS = 1000;
    private static final Duration LONGEST = Duration.ofDays(30);

    /** The option that chooses the direct gateway's port. */
    static final String DIRECT_PORT = "gateway-direct-port";
    /** The option that chooses the pooled gateway's port. */
    static final String POOLED_PORT = "gateway-pooled-port";

    private static final String SERVICES = "services";
    private static final String SERVICE_POOL = "service-pool";
    private static final String PREPARE_THRESHOLD = "gateway-prepare-threshold";
    private static final String TOKEN_LIFETIME = "gateway-token-lifetime";
    private static final String SECONDS = "s";

    /** Checks ranges; throws {@link IllegalArgumentException} with a message of one line. */
    public GatewaysOptions {
        Range.checkPort(DIRECT_PORT, directPort);
        Range.checkPort(POOLED_PORT, pooledPort);
        Range.check(SERVICES, services, 1, MOST_SERVICES);
        Range.check(SERVICE_POOL, servicePool, 1, MOST_CONNECTIONS);
        Range.check(PREPARE_THRESHOLD, prepareThreshold, 0, MOST_EXECUTIONS);
        if (tokenLifetime.compareTo(Duration.ofSeconds(1)) < 0
                || tokenLifetime.compareTo(LONGEST) > 0
                || !tokenLifetime.equals(tokenLifetime.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("--" + TOKEN_LIFETIME + " " + tokenLifetime.toMillis()
                    + "ms is out of range: whole seconds, 1s to " + LONGEST.toHours() + "h");
        }
    }

    /** The options of a plain {@code sandbox up}. */
    public static GatewaysOptions defaults() {
        return new GatewaysOptions(
                DEFAULT_DIRECT_PORT,
                DEFAULT_POOLED_PORT,
                DEFAULT_SERVICES,
                DEFAULT_SERVICE_POOL,
                DEFAULT_PREPARE_THRESHOLD,
                DEFAULT_TOKEN_LIFETIME);
    }

    /** The same on other ports. */
    public GatewaysOptions onPorts(int direct, int pooled) {
        return new GatewaysOptions(direct, pooled, services, servicePool, prepareThreshold, tokenLifetime);
    }

    /** The same with other pools. */
    public GatewaysOptions withPools(int number, int connectionsOfEach) {
        return new GatewaysOptions(directPort, pooledPort, number, connectionsOfEach, prepareThreshold, tokenLifetime);
    }

    /** The same with another prepare threshold. */
    public GatewaysOptions withPrepareThreshold(int other) {
        return new GatewaysOptions(directPort, pooledPort, services, servicePool, other, tokenLifetime);
    }

    /** The same with another life of its tokens. */
    public GatewaysOptions withTokenLifetime(Duration other) {
        return new GatewaysOptions(directPort, pooledPort, services, servicePool, prepareThreshold, other);
    }

    /** Connections that one gateway opens. */
    public int connections() {
        return services * servicePool;
    }

    /** By the names of the options of {@code sandbox up}. */
    SortedMap<String, String> asMap() {
        SortedMap<String, String> map = new TreeMap<>();
        map.put(DIRECT_PORT, Integer.toString(directPort));
        map.put(POOLED_PORT, Integer.toString(pooledPort));
        map.put(SERVICES, Integer.toString(services));
        map.put(SERVICE_POOL, Integer.toString(servicePool));
        map.put(PREPARE_THRESHOLD, Integer.toString(prepareThreshold));
        map.put(TOKEN_LIFETIME, tokenLifetime.toSeconds() + SECONDS);
        return map;
    }

    /**
     * What {@link #asMap()} has written; empty when it was not there.
     *
     * @throws IllegalArgumentException when it is damaged
     */
    static Optional<GatewaysOptions> readFrom(Properties properties) {
        if (properties.getProperty(DIRECT_PORT) == null) {
            return Optional.empty();
        }
        return Optional.of(new GatewaysOptions(
                Integer.parseInt(properties.getProperty(DIRECT_PORT)),
                Integer.parseInt(properties.getProperty(POOLED_PORT)),
                Integer.parseInt(properties.getProperty(SERVICES)),
                Integer.parseInt(properties.getProperty(SERVICE_POOL)),
                Integer.parseInt(properties.getProperty(PREPARE_THRESHOLD)),
                Duration.ofSeconds(Long.parseLong(
                        properties.getProperty(TOKEN_LIFETIME, "").replace(SECONDS, "")))));
    }
}
