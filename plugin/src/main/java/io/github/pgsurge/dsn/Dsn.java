package io.github.pgsurge.dsn;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * Where PostgreSQL is and how to log in: right by construction when it comes from {@link #builder()}. Immutable.
 *
 * @param hosts one or more, tried in this order
 * @param password {@link Secret#NONE} leaves it to {@code .pgpass}
 * @param sslRootCert,sslCert,sslKey files that exist; empty where there is none
 * @param connectTimeout bounds the TCP connect, and each answer waited for while logging in; whole seconds
 * @param extra further pgjdbc properties, checked against pgjdbc's own list
 */
public record Dsn(
        List<HostPort> hosts,
        String database,
        String user,
        Secret password,
        SslMode sslMode,
        Optional<Path> sslRootCert,
        Optional<Path> sslCert,
        Optional<Path> sslKey,
        Duration connectTimeout,
        TargetServer targetServer,
        Map<String, String> extra) {

    public Dsn {
        hosts = List.copyOf(hosts);
        extra = Map.copyOf(extra);
        if (hosts.isEmpty() || database.isEmpty() || user.isEmpty() || connectTimeout.toSeconds() < 1) {
            throw new IllegalArgumentException("hosts, database, user and a connect timeout of a second or more");
        }
    }

    /** Starts one: everything but the host, the database and the user has a default. */
    public static DsnBuilder builder() {
        return new DsnBuilder();
    }

    /** The same server and role, another database. */
    public Dsn withDatabase(String name) {
        return with(name, extra);
    }

    /** The same with this pgjdbc property. */
    public Dsn with(PGProperty property, String value) {
        Map<String, String> properties = new HashMap<>(extra);
        properties.put(property.getName(), value);
        return with(database, properties);
    }

    private Dsn with(String name, Map<String, String> properties) {
        return new Dsn(
                hosts,
                name,
                user,
                password,
                sslMode,
                sslRootCert,
                sslCert,
                sslKey,
                connectTimeout,
                targetServer,
                properties);
    }

    /** The pgjdbc URL: hosts and database only; everything else is in {@link #properties(String)}. */
    public String url() {
        return "jdbc:postgresql://" + endpoint() + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** {@code h1:5432,h2:5432}. */
    public String endpoint() {
        return hosts.stream().map(HostPort::toString).collect(Collectors.joining(","));
    }

    /**
     * A fresh set of pgjdbc properties, password included: for the driver, never for a log. What a load test wants is
     * the default ({@code reWriteBatchedInserts}, TCP keep-alive) and {@link #extra()} overrides it.
     *
     * @param applicationName put into the startup packet, so that a session is never seen without it
     */
    public Properties properties(String applicationName) {
        Properties properties = new Properties();
        PGProperty.REWRITE_BATCHED_INSERTS.set(properties, true);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        extra.forEach(properties::setProperty);
        PGProperty.USER.set(properties, user);
        if (!password.isEmpty()) {
            PGProperty.PASSWORD.set(properties, password.reveal());
        }
        PGProperty.SSL_MODE.set(properties, sslMode.toString());
        sslRootCert.ifPresent(path -> PGProperty.SSL_ROOT_CERT.set(properties, path.toString()));
        sslCert.ifPresent(path -> PGProperty.SSL_CERT.set(properties, path.toString()));
        sslKey.ifPresent(path -> PGProperty.SSL_KEY.set(properties, path.toString()));
        PGProperty.CONNECT_TIMEOUT.set(properties, Math.toIntExact(connectTimeout.toSeconds()));
        PGProperty.TARGET_SERVER_TYPE.set(properties, targetServer.driverWord());
        PGProperty.APPLICATION_NAME.set(properties, applicationName);
        // only with this does pgjdbc send the application name in the startup packet, not in a SET after it
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "12");
        return properties;
    }

    /** What {@code socketTimeout} among {@link #extra()} says, in milliseconds; 0, no limit, when it is not set. */
    public int socketTimeoutMs() {
        return Integer.parseInt(extra.getOrDefault(PGProperty.SOCKET_TIMEOUT.getName(), "0")) * 1_000;
    }

    /** After how many executions a statement is prepared on the server; 0 is never. */
    public int prepareThreshold() {
        String set = extra.get(PGProperty.PREPARE_THRESHOLD.getName());
        return Integer.parseInt(set == null ? PGProperty.PREPARE_THRESHOLD.getDefaultValue() : set);
    }

    /** Whether the driver ever prepares a statement on the server, under a name. */
    public boolean preparesOnServer() {
        String mode = extra.getOrDefault(
                PGProperty.PREFER_QUERY_MODE.getName(), PGProperty.PREFER_QUERY_MODE.getDefaultValue());
        return prepareThreshold() != 0 && !PreferQueryMode.SIMPLE.value().equals(mode);
    }

    /** For people: who, where, how; no password and no property values. */
    @Override
    public String toString() {
        return user + "@" + endpoint() + "/" + database + " sslmode=" + sslMode
                + (targetServer == TargetServer.ANY ? "" : " target_session_attrs=" + targetServer)
                + (extra.isEmpty() ? "" : " with " + String.join(", ", extra.keySet()));
    }
}
