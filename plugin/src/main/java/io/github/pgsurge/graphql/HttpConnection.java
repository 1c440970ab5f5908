package io.github.pgsurge.graphql;

import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.io.CloseMode;

/**
 * One blocking HTTP/1.1 connection, opened when it is needed and kept as long as the server keeps it. One thread at a
 * time; {@link #close()} from any, which ends an exchange under way.
 */
final class HttpConnection implements AutoCloseable {
    /**
     * A connection that was used less long ago was not closed for being idle: when it breaks, that is the server's failure,
     * to be seen.
     */
    static final Duration IDLE = Duration.ofSeconds(1);

    private final Settings settings;
    private final HttpTarget target;
    private final Dialer dialer;
    private final ExchangeTimeout timeout = new ExchangeTimeout();
    private DirectConnection connection;
    private long sentBefore;
    private long receivedBefore;
    private long usedAt;

    /**
     * What the connections of an endpoint share.
     *
     * @param tls null when nothing is https
     */
    record Settings(
            Duration connectTimeout,
            Duration responseTimeout,
            boolean keepAlive,
            SSLContext tls,
            Deadlines deadlines,
            EndpointMetrics metrics) {}

    HttpConnection(Settings settings, HttpTarget target) {
        this.settings = settings;
        this.target = target;
        dialer = new Dialer(target, settings.tls);
        settings.deadlines.add(timeout);
    }

    HttpTarget target() {
        return target;
    }

    /**
     * Sends the request and has its answer read; never throws for what the network or the server does.
     *
     * @param repeatable whether it may be sent again when the connection was closed while it was idle: who served the
     *     request and closed without an answer would serve it twice
     */
    void exchange(
            EncodedRequest request, boolean repeatable, BodyReader reader, Reply reply, Cancellation cancellation) {
        timeout.begin();
        cancellation.attach(timeout);
        boolean reusable = false;
        try {
            reusable = receive(request, send(request, repeatable, reply), reader, reply) && settings.keepAlive;
        } catch (IOException | HttpException e) {
            reply.fail(FailureKind.CONNECT, described(e));
        } finally {
            FailureKind ended = timeout.finish();
            if (ended == null && reply.failure != null && Thread.currentThread().isInterrupted()) {
                ended = FailureKind.CANCELLED;
            }
            if (ended != null) {
                reply.failure = ended;
                reply.problem = described(ended);
            }
            settle(reply);
            usedAt = System.nanoTime();
            if (!reusable || ended != null) {
                drop(reply.failure == null ? CloseMode.GRACEFUL : CloseMode.IMMEDIATE);
            }
        }
    }

    private ClassicHttpResponse send(EncodedRequest request, boolean repeatable, Reply reply)
            throws IOException, HttpException {
        boolean fresh = connection == null;
        if (fresh) {
            connect(reply, Long.MAX_VALUE);
        }
        long now = System.nanoTime();
        boolean idle = now - usedAt >= IDLE.toNanos();
        long end = now + settings.responseTimeout.toNanos();
        timeout.until(FailureKind.TIMEOUT, end);
        try {
            return attempt(request);
        } catch (IOException e) {
            // one that worked before, lay idle and breaks with nothing answered was closed meanwhile
            if (fresh || !idle || !repeatable || connection.receivedBytes() != receivedBefore || timeout.isEnding()) {
                throw e;
            }
        }
        settings.metrics.staleRetries.increment();
        settle(reply);
        drop(CloseMode.IMMEDIATE);
        connect(reply, end - System.nanoTime());
        timeout.until(FailureKind.TIMEOUT, end);
        return attempt(request);
    }

    private void connect(Reply reply, long mostNanos) throws IOException {
        long start = System.nanoTime();
        timeout.until(FailureKind.CONNECT, start + Math.min(mostNanos, settings.connectTimeout.toNanos()));
        try {
            connection = dialer.open(timeout);
            sentBefore = 0;
            receivedBefore = 0;
            settings.metrics.connections.increment();
        } finally {
            reply.connectNanos += System.nanoTime() - start;
        }
    }

    private ClassicHttpResponse attempt(EncodedRequest request) throws IOException, HttpException {
        connection.send(request.bytes());
        ClassicHttpResponse response = connection.receiveResponseHeader();
        while (response.getCode() < 200) {
            response = connection.receiveResponseHeader();
        }
        return response;
    }

    private boolean receive(EncodedRequest request, ClassicHttpResponse response, BodyReader reader, Reply reply)
            throws IOException, HttpException {
        reply.firstByteAt = System.nanoTime();
        reply.status = response.getCode();
        reply.reason = response.getReasonPhrase() == null ? "" : response.getReasonPhrase();
        InputStream body = InputStream.nullInputStream();
        if (MessageSupport.canResponseHaveBody(null, response)) {
            connection.receiveResponseEntity(response);
            body = response.getEntity().getContent();
        }
        return reader.read(response, body, reply) && request.keepAlive() && connection.isKeptAfter(response);
    }

    /** Adds what went over the connection since the last time. */
    private void settle(Reply reply) {
        if (connection != null) {
            long sent = connection.sentBytes();
            long received = connection.receivedBytes();
            reply.sentBytes += sent - sentBefore;
            reply.receivedBytes += received - receivedBefore;
            sentBefore = sent;
            receivedBefore = received;
        }
    }

    private void drop(CloseMode mode) {
        if (connection != null) {
            connection.close(mode);
            connection = null;
        }
    }

    private String described(FailureKind ended) {
        return switch (ended) {
            case TIMEOUT -> "no complete answer within " + settings.responseTimeout.toMillis() + " ms";
            case CONNECT ->
                "no connection to " + target.host() + ":" + target.port() + " within "
                        + settings.connectTimeout.toMillis() + " ms";
            default -> "cancelled";
        };
    }

    private String described(Exception e) {
        String server = target.host() + ":" + target.port();
        String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof UnknownHostException) {
            return "there is no host named " + target.host();
        } else if (e instanceof HttpException) {
            return "the answer of " + server + " is not HTTP: " + said;
        } else if (e instanceof NoHttpResponseException) {
            return server + " closed the connection without an answer";
        } else if (e instanceof SSLException) {
            return "TLS with " + server + ": " + said;
        }
        return (connection == null ? "cannot connect to " : "the connection was cut: ") + server + ": " + said;
    }

    /** Closes the connection now, also under an exchange, which then was cancelled. */
    @Override
    public void close() {
        settings.deadlines.remove(timeout);
        timeout.close();
    }
}
