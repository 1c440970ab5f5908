package io.github.pgsurge.pgbouncer.console;

/** The admin console could not be reached, refused, or answered what is no answer. Its message is one line without secrets. */
public sealed class ConsoleException extends Exception permits ConsoleException.Refused {
    private static final long serialVersionUID = 1;

    ConsoleException(String message) {
        super(message);
    }

    ConsoleException(String message, Throwable cause) {
        super(message, cause);
    }

    /** It refused a command, as one that its version does not know; the connection is as good as before. */
    public static final class Refused extends ConsoleException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }
}
