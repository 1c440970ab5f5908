package io.github.pgsurge.graphql;

/**
 * A whole request as it is sent, in one write.
 *
 * @param bytes head and body
 * @param keepAlive whether it lets the server keep the connection
 */
@SuppressWarnings("ArrayRecordComponent") // on its way into a connection, seen by nobody else
record EncodedRequest(byte[] bytes, boolean keepAlive) {}
