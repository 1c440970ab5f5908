package io.github.pgsurge.pgbouncer.console;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Messages of the PostgreSQL v3 protocol over one connection: a type byte, a length that counts itself, a body. See
 * "Frontend/Backend Protocol" in PostgreSQL's manual. A message and an exchange are bounded in size, and an exchange in time,
 * however slowly the peer sends. Not thread safe.
 */
final class ProtocolStream implements AutoCloseable {
    /** Far above any row of the console's, far below what hurts. */
    static final int MAX_BODY = 1 << 20;

    /** The same of one answer: 50,000 clients take about 12 MB. */
    static final int MAX_EXCHANGE = 16 << 20;

    private static final int PROTOCOL_3 = 196_608;
    private static final int SSL_REQUEST = 80_877_103;

    private final Link link = new Link();
    private final ConsoleOptions options;
    private InputStream in;
    private Deadline deadline;
    private Duration limit;
    private long left;

    /** Connects nowhere yet. */
    ProtocolStream(ConsoleOptions options) {
        this.options = options;
    }

    /** Connects; {@link #begin} comes before. */
    void connect(ConsoleAddress address) throws IOException {
        try {
            link.connect(address);
            in = new BufferedInputStream(link.in());
        } catch (IOException failure) {
            throw late(failure);
        }
    }

    /**
     * Asks for TLS, as the first thing on a connection.
     *
     * @return whether the peer has it; then everything from now on goes over it
     * @throws HandshakeException when it has, but no agreement is reached
     */
    boolean secure(ConsoleAddress.Tcp address, boolean checkName) throws IOException {
        write(ByteBuffer.allocate(8).putInt(8).putInt(SSL_REQUEST).array());
        try {
            // unbuffered: what comes behind the answer must not pass for a part of what is encrypted
            int answer = link.in().read();
            if (answer == 'N') {
                return false;
            } else if (answer != 'S') {
                throw new IOException("it answers a request for TLS with neither yes nor no");
            } else if (link.in().available() > 0) {
                throw new IOException("it, or somebody between, sent data in clear before the TLS handshake");
            }
        } catch (IOException failure) {
            throw late(failure);
        }
        try {
            link.secure(options.tls(), address, checkName);
            in = new BufferedInputStream(link.in());
            return true;
        } catch (IOException failure) {
            throw deadline.passed() ? late(failure) : new HandshakeException(failure);
        }
    }

    /** The two did not agree on TLS. */
    static final class HandshakeException extends IOException {
        private static final long serialVersionUID = 1;

        HandshakeException(IOException cause) {
            super("the TLS handshake failed: " + cause.getMessage(), cause);
        }
    }

    /** Bounds what follows, up to {@link #end}: when the time is over, the connection is cut. */
    void begin(Duration time) {
        limit = time;
        left = MAX_EXCHANGE;
        deadline = new Deadline(time, link::close);
    }

    /** Ends what {@link #begin} began. */
    void end() {
        deadline.close();
    }

    /** What the user allows for an exchange. */
    Duration timeout() {
        return options.timeout();
    }

    /** Sends the startup message: parameter names and values in turn. */
    void startup(String... parameters) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ByteBuffer.allocate(4).putInt(PROTOCOL_3).array());
        for (String text : parameters) {
            body.writeBytes(terminated(text));
        }
        body.write(0);
        write(ByteBuffer.allocate(body.size() + 4)
                .putInt(body.size() + 4)
                .put(body.toByteArray())
                .array());
    }

    /** Sends one message. */
    void send(char type, byte[] body) throws IOException {
        write(ByteBuffer.allocate(body.length + 5)
                .put((byte) type)
                .putInt(body.length + 4)
                .put(body)
                .array());
    }

    private void write(byte[] message) throws IOException {
        try {
            link.out().write(message);
            link.out().flush();
        } catch (IOException failure) {
            throw late(failure);
        }
    }

    /** A text as the protocol has it: UTF-8, ended by a zero byte. */
    static byte[] terminated(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** The next message. */
    Message receive() throws IOException {
        char type = (char) readFully(1).get();
        int length = readFully(4).getInt();
        if (length < 4 || length - 4 > MAX_BODY) {
            throw new IOException("a message of " + length + " bytes, which is no length the console sends");
        }
        return new Message(type, readFully(length - 4));
    }

    private ByteBuffer readFully(int length) throws IOException {
        left -= length;
        if (left < 0) {
            throw new IOException("an answer of more than " + MAX_EXCHANGE + " bytes");
        }
        try {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("the connection was closed");
            }
            return ByteBuffer.wrap(bytes);
        } catch (IOException failure) {
            throw late(failure);
        }
    }

    /** What a deadline has cut looks like a broken connection. */
    private IOException late(IOException failure) {
        return deadline.passed()
                ? new SocketTimeoutException("no complete answer within " + limit.toMillis() + " ms")
                : failure;
    }

    @Override
    public void close() {
        link.close();
    }
}
