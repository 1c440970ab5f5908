package io.github.pgsurge.graphql;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What other threads may do to an exchange: end it by closing its socket, for a reason that the exchange's own thread
 * then learns. Outside an exchange they touch nothing. Thread safe.
 */
final class ExchangeTimeout {
    private final ReentrantLock lock = new ReentrantLock();
    private Socket socket;
    private FailureKind onExpiry;
    private FailureKind ending;
    private boolean closed;
    private volatile boolean exchanging;
    private volatile long deadline;

    /** An exchange begins, with no deadline yet. */
    void begin() {
        lock.lock();
        try {
            ending = closed ? FailureKind.CANCELLED : null;
            onExpiry = null;
            exchanging = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets the time at which it is ended, in terms of {@link System#nanoTime()}.
     *
     * @throws IOException when it has been ended already
     */
    void until(FailureKind kind, long nanoTime) throws IOException {
        lock.lock();
        try {
            onExpiry = kind;
            deadline = nanoTime;
            failIfEnded();
        } finally {
            lock.unlock();
        }
    }

    /** From now on this is the socket to close. */
    void guard(Socket opened) throws IOException {
        lock.lock();
        try {
            socket = opened;
            if (ending != null) {
                close(opened);
            }
            failIfEnded();
        } finally {
            lock.unlock();
        }
    }

    private void failIfEnded() throws IOException {
        if (ending != null) {
            throw new IOException("ended by another thread");
        }
    }

    boolean isEnding() {
        lock.lock();
        try {
            return ending != null;
        } finally {
            lock.unlock();
        }
    }

    /** The exchange is over; null unless another thread has ended it. */
    FailureKind finish() {
        lock.lock();
        try {
            exchanging = false;
            return ending;
        } finally {
            lock.unlock();
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
        lock.lock();
        try {
            // the exchange looked at may be over, and the next begun
            if (onExpiry != null && deadline - now <= 0) {
                end(onExpiry);
            }
        } finally {
            lock.unlock();
        }
        return Long.MAX_VALUE;
    }

    private void end(FailureKind kind) {
        lock.lock();
        try {
            if (exchanging && ending == null) {
                ending = kind;
                if (socket != null) {
                    close(socket);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the exchange under way and every later one. */
    void close() {
        lock.lock();
        try {
            closed = true;
            abort();
            if (socket != null) {
                close(socket);
            }
        } finally {
            lock.unlock();
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
