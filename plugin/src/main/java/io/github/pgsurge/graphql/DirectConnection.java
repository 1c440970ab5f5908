package io.github.pgsurge.graphql;

import java.io.IOException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;

/**
 * HttpCore's connection, which reads answers as ever but takes requests as bytes that are ready to be sent. One thread at
 * a time.
 */
final class DirectConnection extends DefaultBHttpClientConnection {
    private long sentBytes;

    DirectConnection(Http1Config limits) {
        super(
                limits,
                null,
                null,
                null,
                null,
                null,
                new DefaultHttpResponseParserFactory(limits, new RepeatedLineParser(), null));
    }

    /** Sends a request in one write. */
    void send(byte[] request) throws IOException {
        ensureOpen().getOutputStream().write(request);
        sentBytes += request.length;
        incrementRequestCount();
    }

    /** Of the requests that were written as a whole. */
    long sentBytes() {
        return sentBytes;
    }

    long receivedBytes() {
        return getEndpointDetails().getReceivedBytesCount();
    }
}
