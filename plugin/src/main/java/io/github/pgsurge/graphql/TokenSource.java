package io.github.pgsurge.graphql;

import io.github.pgsurge.dsn.Secret;

/** Where the bearer token of the requests comes from. */
public sealed interface TokenSource {
    /** What GRAPHQL_AUTH asks for. */
    enum Choice {
        /** A token when there is one, else a login when there is a user, else none. */
        AUTO,
        NONE,
        STATIC,
        LOGIN;

        /** Never {@link #AUTO}. */
        public Choice settled(boolean hasToken, boolean hasUser) {
            return this != AUTO ? this : hasToken ? STATIC : hasUser ? LOGIN : NONE;
        }
    }

    /** Requests carry no token. */
    record None() implements TokenSource {}

    /**
     * One token for the whole test.
     *
     * @param token a JWT that has not expired
     */
    record Static(Secret token) implements TokenSource {}

    /**
     * A token from a login at the endpoint itself, renewed before it expires.
     *
     * @param document the login's document, with the variables {@code $username} and {@code $password}
     * @param tokenPath where the token is in the answer, such as {@code data.login.token}
     */
    record Login(String user, Secret password, String document, String tokenPath) implements TokenSource {}
}
