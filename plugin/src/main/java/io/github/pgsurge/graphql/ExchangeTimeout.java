package io.github.pgsurge.graphql;

import io.github.pgsurge.metrics.ResourceLock;
import java.io.IOException;
import java.net.Socket;

/**
 * What other threads may do to an exchange: end it by closing its socket, for a reason that the exchange's own thread
 * then learns. Outside an exchange they touch nothing. Thread safe.
 */
final class ExchangeTimeout {
    private final ResourceLock lock = new ResourceLock();
    private Socket socket;
    private FailureKind onExpiry;
    private FailureKind ending;
    private boolean closed;
    private volatile boolean exchanging;
    private volatile long deadline;

    /** An exchange begins, with no deadline yet. */
    void begin() {
        try (ResourceLock ignored = lock.obtain()) {
            ending = closed ? FailureKind.CANCELLED : null;
            onExpiry = null;
            exchanging = true;
        }
    }

    /**
     * Sets the time at which it is ended, in terms of {@link System#nanoTime()}.
     *
     * @throws IOException when it has been ended already
     */
    void until(FailureKind kind, long nanoTime) throws IOException {
        try (ResourceLock ignored = lock.obtain()) {
            onExpiry = kind;
            deadline = nanoTime;
            failIfEnded();
        }
    }

    /** From now on this is the socket to close. */
    void guard(Socket opened) throws IOException {
        try (ResourceLock ignored = lock.obtain()) {
            socket = opened;
            if (ending != null) {
                close(opened);
            }
            failIfEnded();
        }
    }

    private void failIfEnded() throws IOException {
        if (ending != null) {
            throw new IOException("ended by another thread");
        }
    }

    boolean isEnding() {
        try (ResourceLock ignored = lock.obtain()) {
            return ending != null;
        }
    }

    /** The exchange is over; null unless another thread has ended it. */
    FailureKind finish() {
        try (ResourceLock ignored = lock.obtain()) {
            exchanging = false;
            return ending;
        }
    }

    /** Gives the exchange up. */
    void abort() {
        end(FailureKind.CANCELLED);
    }

    /** Ends the exchange if its time is over; else says how many nanoseconds are left, or a great many when none runs. */
    long expire(long now) {
        long left = deadline - now;
        if (!exchanging || left > 0) {
            return exchanging ? left : Long.MAX_VALUE;
        }
        try (ResourceLock ignored = lock.obtain()) {
            // the exchange looked at may be over, and the next begun
            if (onExpiry != null && deadline - now <= 0) {
                end(onExpiry);
            }
        }
        return Long.MAX_VALUE;
    }

    private void end(FailureKind kind) {
        try (ResourceLock ignored = lock.obtain()) {
            if (exchanging && ending == null) {
                ending = kind;
                if (socket != null) {
                    close(socket);
                }
            }
        }
    }

    /** Ends the exchange under way and every later one. */
    void close() {
        try (ResourceLock ignored = lock.obtain()) {
            closed = true;
            abort();
            if (socket != null) {
                close(socket);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // a socket that can't be closed is closed already
        }
    }
}
