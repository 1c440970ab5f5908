package io.github.pgsurge.graphql;

/**
 * What became of one request. The body's array is not copied: it belongs to the one who asked.
 *
 * @param code {@code 200} on success; else, the first that applies: {@code CANCELLED}, {@code AUTH}, {@code VARIABLES}
 *     or {@code TIMEOUT}; a status that is not 2xx; {@code CONNECT}, {@code TOO_LARGE} or {@code NOT_JSON}; {@code
 *     GRAPHQL_} and the first error's code or classification ({@code GRAPHQL_ERROR} when it has neither); {@code
 *     NO_DATA}; {@code LATENCY}
 * @param message {@code OK}, or one line that says what was wrong, never a token
 * @param httpStatus of the last answer; 0 when there was none
 * @param tokenWaitNanos spent waiting for a token
 * @param serviceNanos from the first byte sent to the last received, connecting and repeats included, without the wait
 *     for a token
 * @param firstByteNanos until the head of the last answer was there, on the same clock; 0 when there was none
 * @param connectNanos the part of it spent connecting; 0 when a connection was there
 * @param sentBytes heads included, of all repeats; before encryption
 * @param receivedBytes likewise
 * @param headers the last answer's status line and headers when a body is kept, else empty
 * @param body what {@link BodyCapture} asked for, else empty
 */
@SuppressWarnings("ArrayRecordComponent") // up to megabytes, handed over once
public record GraphqlAnswer(
        boolean success,
        String code,
        String message,
        int httpStatus,
        long tokenWaitNanos,
        long serviceNanos,
        long firstByteNanos,
        long connectNanos,
        long sentBytes,
        long receivedBytes,
        String headers,
        byte[] body) {}
