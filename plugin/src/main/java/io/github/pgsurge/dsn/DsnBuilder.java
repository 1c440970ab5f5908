package io.github.pgsurge.dsn;

import io.github.pgsurge.outcome.Rejection;
import java.time.Duration;
import java.util.Map;
import org.postgresql.PGProperty;

/**
 * Reads a {@link Dsn} from the words of settings. An empty text means the default where there is one. Not thread safe;
 * made for one use.
 */
public final class DsnBuilder {
    /** The connect timeout when none is set. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private String hosts = "";
    private String port = "";
    private String database = "";
    private String user = "";
    private Secret password = Secret.NONE;
    private String sslMode = "";
    private String sslRootCert = "";
    private String sslCert = "";
    private String sslKey = "";
    private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
    private String targetSessionAttrs = "";
    private Map<String, String> extra = Map.of();

    DsnBuilder() {}

    /** One host or several, {@code h1:5432,h2}. */
    public DsnBuilder hosts(String text) {
        hosts = text;
        return this;
    }

    /** The port of hosts that name none; 5432 when empty. */
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

    /** A word of {@link SslMode}; {@code prefer} when empty, as libpq. */
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

    /** 1 s to 1 h, cut to whole seconds. */
    public DsnBuilder connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    /** A word of {@link TargetServer}; {@code any} when empty. */
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
            throw Rejection.usage(SettingName.PREPARE_THRESHOLD + "=" + prepareThreshold + " and "
                    + SettingName.PROPERTIES + " with " + name + " are given; give one of them");
        }
        return extra(properties);
    }

    /**
     * The finished value.
     *
     * @throws Rejection for the first setting that is missing or does not parse
     */
    public Dsn build() throws Rejection {
        if (connectTimeout.toSeconds() < 1 || connectTimeout.toHours() > 1) {
            throw Rejection.usage("the connect timeout of " + connectTimeout + " is not within 1 s and 1 h");
        }
        return new Dsn(
                HostPort.parseList(
                        required("DB_HOST", hosts), port.isBlank() ? HostPort.DEFAULT_PORT : HostPort.parsePort(port)),
                required("DB_NAME", database),
                required("DB_USER", user),
                password,
                sslMode.isBlank() ? SslMode.PREFER : SslMode.parse(sslMode),
                Dsn.readable("the CA file sslrootcert", sslRootCert),
                Dsn.readable("the certificate file sslcert", sslCert),
                Dsn.readable("the key file sslkey", sslKey),
                Duration.ofSeconds(connectTimeout.toSeconds()),
                targetSessionAttrs.isBlank() ? TargetServer.ANY : TargetServer.parse(targetSessionAttrs),
                DriverProperties.checked(extra));
    }

    private static String required(String setting, String value) throws Rejection {
        if (value.isBlank()) {
            throw Rejection.usage(setting + " is not set");
        }
        return value.strip();
    }
}
