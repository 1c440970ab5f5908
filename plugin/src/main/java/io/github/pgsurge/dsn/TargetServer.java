package io.github.pgsurge.dsn;

import io.github.pgsurge.settings.Words;

/** libpq's {@code target_session_attrs}: which of several hosts may be used. */
public enum TargetServer {
    ANY("any"),
    /** A server that takes writes; pgjdbc asks for {@code transaction_read_only}, which a primary has off. */
    READ_WRITE("primary"),
    READ_ONLY("secondary"),
    PRIMARY("primary"),
    STANDBY("secondary"),
    PREFER_STANDBY("preferSecondary");

    private final String driverWord;

    TargetServer(String driverWord) {
        this.driverWord = driverWord;
    }

    /** pgjdbc's word for it, the value of {@code targetServerType}. */
    String driverWord() {
        return driverWord;
    }

    @Override
    public String toString() {
        return Words.of(this);
    }
}
