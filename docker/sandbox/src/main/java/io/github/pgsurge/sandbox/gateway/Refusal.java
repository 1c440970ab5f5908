package io.github.pgsurge.sandbox.gateway;

/** An operation that the gateway does not carry out, for a reason that its caller is told. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    Refusal(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
