package io.github.pgsurge.connection;

import io.github.pgsurge.metrics.ResourceLock;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A socket whose close waits until the server has closed its end: only then is the backend gone and its slot free.
 * Without this a connection that replaces another may find the old backend still in its slot, and get a 53300.
 *
 * <p>PostgreSQL leaves its end open until the backend has exited, for exactly this "synchronous close" (the comment in
 * {@code socket_close}, pqcomm.c). Waits no longer than {@value #PATIENCE_MS} ms, and not at all when another thread
 * reads. Thread safe as {@link Socket} is.
 */
final class SyncCloseSocket extends Socket {
    private static final int PATIENCE_MS = 1_000;

    private final SocketGroup group;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final ResourceLock reading = new ResourceLock();
    private final RoundTrips.Conversation conversation;

    SyncCloseSocket(SocketGroup group) {
        this.group = group;
        conversation = group.roundTrips().begin();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                try (ResourceLock ignored = reading.obtain()) {
                    int read = super.read();
                    if (read >= 0) {
                        conversation.received(new byte[] {(byte) read}, 0, 1);
                    }
                    return read;
                }
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try (ResourceLock ignored = reading.obtain()) {
                    int read = super.read(bytes, offset, length);
                    conversation.received(bytes, offset, Math.max(0, read));
                    return read;
                }
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int value) throws IOException {
                conversation.sent(new byte[] {(byte) value}, 0, 1);
                out.write(value);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                // before the write: the answer may be read by another thread
                conversation.sent(bytes, offset, length);
                out.write(bytes, offset, length);
            }
        };
    }

    /** Waits for the server's end of the connection, then closes; a second call closes at once. */
    @SuppressWarnings(
            "UnsynchronizedOverridesSynchronized") // the monitor, held while waiting, would shut closeNow() out
    @Override
    public void close() throws IOException {
        if (closing.compareAndSet(false, true) && isConnected() && !isClosed() && reading.tryLock()) {
            try {
                drain(super.getInputStream());
            } catch (IOException e) {
                // the connection broke, or the patience ended: there is nothing further to wait for
            } finally {
                reading.unlock();
            }
        }
        group.remove(this);
        super.close();
    }

    /** Closes without waiting, also while another thread reads, connects or waits in {@link #close()}. */
    void closeNow() {
        closing.set(true);
        group.remove(this);
        try {
            super.close();
        } catch (IOException e) {
            // a socket that can't be closed is closed already
        }
    }

    private void drain(InputStream in) throws IOException {
        shutdownOutput();
        long deadline = System.nanoTime() + PATIENCE_MS * 1_000_000L;
        byte[] rest = new byte[8_192];
        int read = 0;
        while (read >= 0) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis < 1) {
                return;
            }
            setSoTimeout((int) millis);
            read = in.read(rest);
        }
    }
}
