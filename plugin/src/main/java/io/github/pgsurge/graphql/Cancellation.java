package io.github.pgsurge.graphql;

import io.github.pgsurge.metrics.ResourceLock;

/** Lets one thread's work be given up by another, wherever it waits at that time. Thread safe. */
final class Cancellation {
    private final ResourceLock lock = new ResourceLock();
    private ExchangeTimeout exchange;
    private boolean busy;
    private boolean closed;
    private volatile boolean cancelled;

    /** Work begins; it is cancelled at once when this is closed. */
    void begin() {
        try (ResourceLock ignored = lock.obtain()) {
            busy = true;
            cancelled = closed;
        }
    }

    /** The work now waits for this connection, whose exchange has begun. */
    void attach(ExchangeTimeout begun) {
        try (ResourceLock ignored = lock.obtain()) {
            exchange = begun;
            if (cancelled) {
                begun.abort();
            }
        }
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Work ends: nothing that was said to cancel it touches what comes next. */
    boolean end() {
        try (ResourceLock ignored = lock.obtain()) {
            busy = false;
            exchange = null;
            return cancelled;
        }
    }

    /** Gives the work up; false when there is none. */
    boolean cancel() {
        try (ResourceLock ignored = lock.obtain()) {
            if (!busy) {
                return false;
            }
            cancelled = true;
            if (exchange != null) {
                exchange.abort();
            }
            return true;
        }
    }

    /** Gives the work up, and all that is yet to begin. */
    void close() {
        try (ResourceLock ignored = lock.obtain()) {
            closed = true;
            cancel();
        }
    }
}
