package io.github.pgsurge.dsn;

import io.github.pgsurge.outcome.Rejection;

/** libpq's {@code sslmode}, weakest first. {@link #toString()} is the word PostgreSQL knows it by. */
public enum SslMode {
    DISABLE,
    ALLOW,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    /** Reads a word such as {@code verify-full}. */
    public static SslMode parse(String text) throws Rejection {
        return Words.parse(SslMode.class, "DB_SSL_MODE", text);
    }

    @Override
    public String toString() {
        return Words.of(this);
    }
}
