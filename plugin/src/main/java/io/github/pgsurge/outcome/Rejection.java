package io.github.pgsurge.outcome;

/**
 * A run that is turned away for a reason its user can mend: its message is one line that names the setting or object,
 * what was found and what is allowed, and never holds a secret. It is shown as it stands, without a stack trace.
 */
public final class Rejection extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    private Rejection(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Input that does not parse or fit, wrong credentials, an unreachable server: {@link ExitCode#USAGE}. */
    public static Rejection usage(String message) {
        return usage(message, null);
    }

    /** As {@link #usage(String)}, keeping what caused it for the log. */
    public static Rejection usage(String message, Throwable cause) {
        return new Rejection(ExitCode.USAGE, message, cause);
    }

    /** A pre-flight that was evaluated and said no: {@link ExitCode#REFUSED}. */
    public static Rejection refused(String message) {
        return new Rejection(ExitCode.REFUSED, message, null);
    }

    /** One that was told with its exit code, by another process. */
    public static Rejection of(ExitCode exitCode, String message) {
        return new Rejection(exitCode, message, null);
    }

    /** The exit code this rejection asks for. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
