package io.github.pgsurge.pgbouncer;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Messages of the PostgreSQL v3 protocol over one socket: a type byte, a length that counts itself, a body. See "Frontend/Backend
 * Protocol" in PostgreSQL's manual. A message is bounded in size and every exchange in time, however slowly the peer
 * sends. Not thread safe.
 */
final class Wire implements AutoCloseable {
    /** Far above any row of the console's, far below what hurts. */
    static final int MAX_BODY = 1 << 20;

    private static final int PROTOCOL_3 = 196_608;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Duration timeout;
    private long deadline;

    /**
     * Connects.
     *
     * @param timeout bounds the connect, and each exchange that {@link #beginExchange} begins
     */
    Wire(String host, int port, Duration timeout) throws IOException {
        this.timeout = timeout;
        socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(timeout.toMillis()));
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        beginExchange();
    }

    /** Gives the messages that follow the timeout from now on. */
    void beginExchange() {
        deadline = System.nanoTime() + timeout.toNanos();
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
        out.write(message);
        out.flush();
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
        byte[] bytes = new byte[length];
        for (int filled = 0; filled < length; ) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("no complete answer within " + timeout.toMillis() + " ms");
            }
            socket.setSoTimeout((int) left);
            int read = in.read(bytes, filled, length - filled);
            if (read < 0) {
                throw new IOException("the connection was closed");
            }
            filled += read;
        }
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
