package io.github.pgsurge.graphql;

/** Gives requests their token. Thread safe. */
interface Tokens {
    /** No token at all. */
    Tokens NONE = caller -> null;

    /** The token of the moment, null for none; waits while one is fetched. */
    Token current(Cancellation caller) throws NoToken;

    /** One for requests that nobody cancels. */
    default Token current() throws NoToken {
        return current(new Cancellation());
    }

    /** After a 401: another than the one refused, or null when there is none to be had. */
    default Token insteadOf(Token refused, Cancellation caller) throws NoToken {
        return null;
    }

    /** The last of its connections are closed. */
    default void close() {
        // most have none
    }

    /** There is no token for now; says why, without it. */
    final class NoToken extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean cancelled;

        NoToken(boolean cancelled, String message) {
            super(message, null, false, false);
            this.cancelled = cancelled;
        }

        FailureKind kind() {
            return cancelled ? FailureKind.CANCELLED : FailureKind.AUTH;
        }
    }
}
