package io.github.pgsurge.pgbouncer;

/** The admin console could not be reached, refused, or answered what is no answer. Its message is one line without secrets. */
public final class ConsoleException extends Exception {
    private static final long serialVersionUID = 1;

    ConsoleException(String message) {
        super(message);
    }

    ConsoleException(String message, Throwable cause) {
        super(message, cause);
    }
}
