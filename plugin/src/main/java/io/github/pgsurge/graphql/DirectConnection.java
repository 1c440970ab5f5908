package io.github.pgsurge.graphql;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;

/**
 * HttpCore's connection, which reads answers as ever but takes requests as bytes that are ready to be sent. One thread at
 * a time.
 */
final class DirectConnection extends DefaultBHttpClientConnection {
    private final RepeatedLineParser lines;
    private boolean kept;
    private long sentBytes;

    DirectConnection(Http1Config limits) {
        this(limits, new RepeatedLineParser());
    }

    private DirectConnection(Http1Config limits, RepeatedLineParser lines) {
        super(limits, null, null, null, null, null, new DefaultHttpResponseParserFactory(limits, lines, null));
        this.lines = lines;
    }

    /** Sends a request in one write. */
    void send(byte[] request) throws IOException {
        ensureOpen().getOutputStream().write(request);
        sentBytes += request.length;
        incrementRequestCount();
    }

    /**
     * Whether the server keeps the connection after this answer, the last one received. To be asked about every answer but
     * the last of the connection: one with the same head has the same verdict.
     */
    boolean isKeptAfter(ClassicHttpResponse response) {
        if (!lines.isRepetition()) {
            kept = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(null, response, null);
        }
        return kept;
    }

    /** Of the requests that were written as a whole. */
    long sentBytes() {
        return sentBytes;
    }

    long receivedBytes() {
        return getEndpointDetails().getReceivedBytesCount();
    }
}
