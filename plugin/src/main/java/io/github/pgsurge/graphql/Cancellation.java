package io.github.pgsurge.graphql;

import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread's work be given up by another, wherever it waits at that time. Thread safe. */
final class Cancellation {
    private final ReentrantLock lock = new ReentrantLock();
    private ExchangeTimeout watch;
    private boolean busy;
    private boolean closed;
    private volatile boolean cancelled;

    /** Work begins; it is cancelled at once when this is closed. */
    void begin() {
        lock.lock();
        try {
            busy = true;
            cancelled = closed;
        } finally {
            lock.unlock();
        }
    }

    /** The work now waits for this connection, whose exchange has begun. */
    void attach(ExchangeTimeout exchanging) {
        lock.lock();
        try {
            watch = exchanging;
            if (cancelled) {
                exchanging.abort();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Work ends: nothing that was said to cancel it touches what comes next. */
    boolean end() {
        lock.lock();
        try {
            busy = false;
            watch = null;
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the work up; false when there is none. */
    boolean cancel() {
        lock.lock();
        try {
            if (!busy) {
                return false;
            }
            cancelled = true;
            if (watch != null) {
                watch.abort();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the work up, and all that is yet to begin. */
    void close() {
        lock.lock();
        try {
            closed = true;
            cancel();
        } finally {
            lock.unlock();
        }
    }
}
