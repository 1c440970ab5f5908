package io.github.pgsurge.cli.bench;

/** A measurement that could not be made; its message is one line and says where to look. */
final class BenchFailure extends Exception {
    private static final long serialVersionUID = 1;

    BenchFailure(String message) {
        super(message);
    }

    BenchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
