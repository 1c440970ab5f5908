package io.github.pgsurge.connection;

/** The names of settings as messages give them: one place, so that they stay those of the settings registry. */
final class Setting {
    static final String HOST = "DB_HOST/DB_PORT";
    static final String USER = "DB_USER";
    static final String PASSWORD = "DB_PASSWORD";
    static final String DATABASE = "DB_NAME";
    static final String SSL_MODE = "DB_SSL_MODE";
    static final String MAX_OPEN = "DB_MAX_OPEN_CONNS";
    static final String MAX_IDLE = "DB_MAX_IDLE_CONNS";
    static final String MIN_FREE = "DB_MIN_FREE_CONNS";
    static final String PROPERTIES = "DB_PROPERTIES";
    static final String PREPARE_THRESHOLD = "PREPARE_THRESHOLD";
    static final String POOLER = "POOLER";
    static final String FIT = "guard.fit";
    static final String GUARD_DATABASE = "guard.database";

    private Setting() {}
}
