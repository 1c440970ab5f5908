package io.github.pgsurge.dsn;

import java.util.Objects;

/**
 * A password. Prints as {@code ****}, compares by value, is not serializable.
 *
 * <p>Immutable and thread safe.
 */
public final class Secret {
    /** No password: the driver then looks into {@code .pgpass}. */
    public static final Secret NONE = new Secret("");

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** A secret of this text; {@link #NONE} when it is empty. */
    public static Secret of(String value) {
        return value.isEmpty() ? NONE : new Secret(value);
    }

    /** The text in clear, for the driver and nothing else. */
    public String reveal() {
        return value;
    }

    /** Whether there is no password. */
    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && value.equals(secret.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value);
    }

    /** {@code ****}, whatever it holds. */
    @Override
    public String toString() {
        return "****";
    }
}
