package io.github.pgsurge.dsn;

import io.github.pgsurge.settings.Words;

/** libpq's {@code sslmode}, weakest first. {@link #toString()} is the word PostgreSQL knows it by. */
public enum SslMode {
    DISABLE,
    ALLOW,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    @Override
    public String toString() {
        return Words.of(this);
    }
}
