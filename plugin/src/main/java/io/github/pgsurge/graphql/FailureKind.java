package io.github.pgsurge.graphql;

/** Why a request failed for a reason that is neither an HTTP status nor an error of GraphQL; the name is the code. */
public enum FailureKind {
    /** Given up by {@link GraphqlClient#cancel()}, by closing, or by an interrupt. */
    CANCELLED,
    /** Not answered in full before the deadline. */
    TIMEOUT,
    /** No connection, a connection cut in the middle, or an answer that is not HTTP. */
    CONNECT,
    /** The answer is larger than allowed; its connection was closed at once. */
    TOO_LARGE,
    /** The answer is not well-formed JSON. */
    NOT_JSON,
    /** The answer has no {@code data}, or it is null. */
    NO_DATA,
    /** No token could be had. */
    AUTH,
    /** Right, but slower than the operation allows. */
    LATENCY,
    /** The variables are not a JSON object; nothing was sent. */
    VARIABLES;

    /** Whether it outranks an HTTP status: the request ended for the client's own reasons. */
    boolean outranksStatus() {
        return this == CANCELLED || this == TIMEOUT || this == AUTH || this == VARIABLES;
    }
}
