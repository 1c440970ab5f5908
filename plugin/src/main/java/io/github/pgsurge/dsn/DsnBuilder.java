package io.github.pgsurge.dsn;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Kind;
import io.github.pgsurge.settings.ReadableFile;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Words;
import java.time.Duration;
import java.util.Map;
import org.postgresql.PGProperty;

/**
 * Reads a {@link Dsn} from the words of settings. An empty text means the default where there is one. Not thread safe;
 * made for one use.
 */
public final class DsnBuilder {
    private String hosts = "";
    private String port = "";
    private String database = "";
    private String user = "";
    private Secret password = Secret.NONE;
    private String sslMode = "";
    private String sslRootCert = "";
    private String sslCert = "";
    private String sslKey = "";
    private Duration connectTimeout = Kind.Time.duration(Setting.DB_CONNECT_TIMEOUT.fallback());
    private String targetSessionAttrs = "";
    private Map<String, String> extra = Map.of();

    DsnBuilder() {}

    /** One host or several, {@code h1:5432,h2}. */
    public DsnBuilder hosts(String text) {
        hosts = text;
        return this;
    }

    /** The port of hosts that name none; {@link HostPort#DEFAULT_PORT} when empty. */
    public DsnBuilder port(String text) {
        port = text;
        return this;
    }

    public DsnBuilder database(String name) {
        database = name;
        return this;
    }

    public DsnBuilder user(String name) {
        user = name;
        return this;
    }

    public DsnBuilder password(Secret secret) {
        password = secret;
        return this;
    }

    /** A word of {@link SslMode}; the default of {@code DB_SSL_MODE} when empty. */
    public DsnBuilder sslMode(String word) {
        sslMode = word;
        return this;
    }

    /** Paths of PEM files (the key in PKCS-8 DER or PKCS-12, as pgjdbc wants it), each empty where there is none. */
    public DsnBuilder sslFiles(String rootCert, String cert, String key) {
        sslRootCert = rootCert;
        sslCert = cert;
        sslKey = key;
        return this;
    }

    /** As {@code DB_CONNECT_TIMEOUT} takes it, cut to whole seconds. */
    public DsnBuilder connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    /** A word of {@link TargetServer}; the default of {@code DB_TARGET_SESSION_ATTRS} when empty. */
    public DsnBuilder targetSessionAttrs(String word) {
        targetSessionAttrs = word;
        return this;
    }

    /** Further pgjdbc properties by name. */
    public DsnBuilder extra(Map<String, String> properties) {
        extra = properties;
        return this;
    }

    /**
     * Further pgjdbc properties as settings have them.
     *
     * @param pairs {@code name=value} pairs, separated by {@code &}; may be empty
     * @param prepareThreshold a whole number; empty leaves it to the pairs, and to the driver
     * @throws Rejection when a pair is none, or the threshold is given twice
     */
    public DsnBuilder driver(String pairs, String prepareThreshold) throws Rejection {
        Map<String, String> properties = DriverProperties.parse(pairs);
        String name = PGProperty.PREPARE_THRESHOLD.getName();
        if (!prepareThreshold.isEmpty() && properties.put(name, prepareThreshold) != null) {
            throw Rejection.usage(Setting.PREPARE_THRESHOLD + "=" + prepareThreshold + " and " + Setting.DB_PROPERTIES
                    + " with " + name + " are given; give one of them");
        }
        return extra(properties);
    }

    /**
     * The finished value.
     *
     * @throws Rejection for the first setting that is missing or does not parse
     */
    public Dsn build() throws Rejection {
        return new Dsn(
                HostPort.parseList(
                        required(Setting.DB_HOST, hosts),
                        port.isBlank() ? HostPort.DEFAULT_PORT : HostPort.parsePort(port)),
                required(Setting.DB_NAME, database),
                required(Setting.DB_USER, user),
                password,
                Words.parse(Setting.DB_SSL_MODE, SslMode.class, orDefault(Setting.DB_SSL_MODE, sslMode)),
                ReadableFile.of(Setting.DB_SSL_ROOT_CERT, sslRootCert),
                ReadableFile.of(Setting.DB_SSL_CERT, sslCert),
                ReadableFile.of(Setting.DB_SSL_KEY, sslKey),
                Duration.ofSeconds(
                        Setting.DB_CONNECT_TIMEOUT.checked(connectTimeout).toSeconds()),
                Words.parse(
                        Setting.DB_TARGET_SESSION_ATTRS,
                        TargetServer.class,
                        orDefault(Setting.DB_TARGET_SESSION_ATTRS, targetSessionAttrs)),
                DriverProperties.checked(extra));
    }

    private static String orDefault(Setting setting, String text) {
        return text.isBlank() ? setting.fallback() : text;
    }

    private static String required(Setting setting, String value) throws Rejection {
        if (value.isBlank()) {
            throw Rejection.usage(setting + " is not set");
        }
        return value.strip();
    }
}
