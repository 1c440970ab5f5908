package io.github.pgsurge.dsn;

/** The names of settings as messages give them: one place, so that they stay those of the settings registry. */
public final class SettingName {
    public static final String HOST = "DB_HOST/DB_PORT";
    public static final String USER = "DB_USER";
    public static final String PASSWORD = "DB_PASSWORD";
    public static final String DATABASE = "DB_NAME";
    public static final String SSL_MODE = "DB_SSL_MODE";
    public static final String MAX_OPEN = "DB_MAX_OPEN_CONNS";
    public static final String MAX_IDLE = "DB_MAX_IDLE_CONNS";
    public static final String MIN_FREE = "DB_MIN_FREE_CONNS";
    static final String PROPERTIES = "DB_PROPERTIES";
    public static final String PREPARE_THRESHOLD = "PREPARE_THRESHOLD";
    public static final String POOLER = "POOLER";
    public static final String FIT = "guard.fit";
    public static final String GUARD_DATABASE = "guard.database";

    private SettingName() {}
}
