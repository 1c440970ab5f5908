package io.github.pgsurge.sandbox;

/**
 * Something about the sandbox that its user can mend. The message is one line that names what was found and what to do,
 * and never holds a secret; it is shown as it stands, without a stack trace.
 */
public final class SandboxException extends Exception {
    private static final long serialVersionUID = 1;

    /** A message of one line. */
    public SandboxException(String message) {
        super(message);
    }

    /** As {@link #SandboxException(String)}, keeping what caused it for the log. */
    public SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
