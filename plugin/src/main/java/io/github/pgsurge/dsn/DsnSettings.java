package io.github.pgsurge.dsn;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.SettingValues;

/** Reads a {@link Dsn} from the settings of a run. Stateless. */
public final class DsnSettings {
    /** The settings that say where a server is and how to log in, for messages. */
    public static final String LOGIN = Setting.DB_HOST + ", " + Setting.DB_PORT + ", " + Setting.DB_USER + ", "
            + Setting.DB_PASSWORD + " and " + Setting.DB_NAME;

    private DsnSettings() {}

    /**
     * Where the load goes, as {@code DB_HOST} and {@code DB_PORT} say.
     *
     * @throws Rejection when there is no host, or a setting does not fit
     */
    public static Dsn load(SettingValues values) throws Rejection {
        String host = values.text(Setting.DB_HOST);
        if (host.isEmpty()) {
            throw Rejection.usage(Setting.DB_HOST + " is not set and no sandbox is up; set " + LOGIN
                    + ", or start a sandbox with: scripts/pgsurge sandbox up");
        }
        return at(host, values.text(Setting.DB_PORT), values)
                .driver(values.text(Setting.DB_PROPERTIES), values.text(Setting.PREPARE_THRESHOLD))
                .build();
    }

    /** The server of those settings at another address, with the driver's defaults. */
    public static DsnBuilder at(String host, String port, SettingValues values) throws Rejection {
        return Dsn.builder()
                .hosts(host)
                .port(port)
                .database(values.text(Setting.DB_NAME))
                .user(values.text(Setting.DB_USER))
                .password(Secret.of(values.text(Setting.DB_PASSWORD)))
                .sslMode(values.text(Setting.DB_SSL_MODE))
                .sslFiles(
                        values.text(Setting.DB_SSL_ROOT_CERT),
                        values.text(Setting.DB_SSL_CERT),
                        values.text(Setting.DB_SSL_KEY))
                .connectTimeout(values.duration(Setting.DB_CONNECT_TIMEOUT))
                .targetSessionAttrs(values.text(Setting.DB_TARGET_SESSION_ATTRS));
    }
}
