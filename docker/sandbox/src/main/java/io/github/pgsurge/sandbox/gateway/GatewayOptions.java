package io.github.pgsurge.sandbox.gateway;

import io.github.pgsurge.sandbox.Credentials;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * How one gateway is to run. Immutable; {@link #toString()} leaves the secrets out.
 *
 * @param name what it is called in messages, and its sessions' application_name: 1 to 63 letters, digits, _ and -
 * @param port TCP port on 127.0.0.1, 1 to 65535; 0 takes a free one
 * @param dbHost where PostgreSQL or PgBouncer listens
 * @param dbPort its port, 1 to 65535
 * @param dbName the database to ask for
 * @param role the database role of its connections
 * @param services how many connection pools it has, 1 to 64
 * @param servicePool connections of each pool, 1 to 100, all opened at start
 * @param prepareThreshold pgjdbc's: from which execution on a statement is prepared on the server, 0 (never) to 1000
 * @param tokenSecret key of the tokens' HS256 signature, at least 32 bytes as UTF-8
 * @param tokenLifetime how long a token is valid, 1 s to 365 days, in whole seconds
 * @param user who may log in
 */
public record GatewayOptions(
        String name,
        int port,
        String dbHost,
        int dbPort,
        String dbName,
        Credentials role,
        int services,
        int servicePool,
        int prepareThreshold,
        String tokenSecret,
        Duration tokenLifetime,
        Credentials user) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}");
    private static final int MOST_PORTS = 65_535;
    private static final int MOST_SERVICES = 64;
    private static final int LARGEST_POOL = 100;
    private static final int LARGEST_THRESHOLD = 1_000;
    private static final int SECRET_BYTES = 32;
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(365);

    /** Checks the ranges; throws {@link IllegalArgumentException} with a message of one line. */
    public GatewayOptions {
        require(NAME.matcher(name).matches(), "the gateway's name must be 1 to 63 letters, digits, _ and -");
        requireRange("the gateway's port", port, 0, MOST_PORTS);
        require(!dbHost.isBlank(), "the gateway's database host is empty");
        requireRange("the gateway's database port", dbPort, 1, MOST_PORTS);
        require(!dbName.isBlank(), "the gateway's database name is empty");
        requireRange("--services", services, 1, MOST_SERVICES);
        requireRange("--service-pool", servicePool, 1, LARGEST_POOL);
        requireRange("--gateway-prepare-threshold", prepareThreshold, 0, LARGEST_THRESHOLD);
        require(
                tokenSecret.getBytes(StandardCharsets.UTF_8).length >= SECRET_BYTES,
                "the gateway's token secret is shorter than " + SECRET_BYTES + " bytes");
        require(
                tokenLifetime.toSeconds() >= 1
                        && tokenLifetime.compareTo(LONGEST_LIFETIME) <= 0
                        && tokenLifetime.equals(tokenLifetime.truncatedTo(ChronoUnit.SECONDS)),
                "the gateway's token lifetime " + tokenLifetime + " is out of range: whole seconds, 1 s to 365 days");
        require(!user.user().isEmpty() && !user.password().isEmpty(), "the gateway's user or password is empty");
    }

    /** How many connections the gateway holds. */
    public int connections() {
        return services * servicePool;
    }

    /** Sets what {@link #readFrom} reads, secrets included. */
    public void writeTo(Properties properties) {
        properties.setProperty("name", name);
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("db.host", dbHost);
        properties.setProperty("db.port", Integer.toString(dbPort));
        properties.setProperty("db.name", dbName);
        properties.setProperty("db.user", role.user());
        properties.setProperty("db.password", role.password());
        properties.setProperty("services", Integer.toString(services));
        properties.setProperty("service.pool", Integer.toString(servicePool));
        properties.setProperty("prepare.threshold", Integer.toString(prepareThreshold));
        properties.setProperty("token.secret", tokenSecret);
        properties.setProperty("token.lifetime", tokenLifetime.toString());
        properties.setProperty("user", user.user());
        properties.setProperty("password", user.password());
    }

    /**
     * What {@link #writeTo} wrote.
     *
     * @throws IllegalArgumentException when a property is missing, does not parse or is out of range; one line
     */
    public static GatewayOptions readFrom(Properties properties) {
        return new GatewayOptions(
                text(properties, "name"),
                number(properties, "port"),
                text(properties, "db.host"),
                number(properties, "db.port"),
                text(properties, "db.name"),
                new Credentials(text(properties, "db.user"), text(properties, "db.password")),
                number(properties, "services"),
                number(properties, "service.pool"),
                number(properties, "prepare.threshold"),
                text(properties, "token.secret"),
                duration(properties, "token.lifetime"),
                new Credentials(text(properties, "user"), text(properties, "password")));
    }

    @Override
    public String toString() {
        return "GatewayOptions[" + name + " on port " + port + ", " + services + " pools of " + servicePool
                + " connections to " + dbName + " at " + dbHost + ":" + dbPort + " as " + role.user()
                + ", prepareThreshold=" + prepareThreshold + ", tokens of " + tokenLifetime + " for " + user.user()
                + "]";
    }

    private static String text(Properties properties, String key) {
        String value = properties.getProperty(key);
        require(value != null, "the gateway's setting " + key + " is missing");
        return value;
    }

    private static int number(Properties properties, String key) {
        String value = text(properties, key);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the gateway's setting " + key + "=" + value + " is not a number", e);
        }
    }

    private static Duration duration(Properties properties, String key) {
        String value = text(properties, key);
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "the gateway's setting " + key + "=" + value + " is not a duration such as PT1H", e);
        }
    }

    private static void requireRange(String what, int value, int least, int most) {
        require(value >= least && value <= most, what + " " + value + " is out of range: " + least + " to " + most);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
