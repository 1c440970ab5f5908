package io.github.pgsurge.connection;

import io.github.pgsurge.metrics.ResourceLock;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * The right to have a physical load connection: never more of them out than the cap. First come, first served.
 *
 * <p>The one owner of the cap. Thread safe; blocks only in {@link #take}.
 */
final class Permits {
    /** SQLSTATE of pgsurge's own: no permit came free within the acquire timeout. */
    static final String EXHAUSTED = "PGS01";
    /** SQLSTATE of pgsurge's own: the connection manager is closed. */
    static final String CLOSED = "PGS02";

    private static final long ASK_AGAIN_MS = 50;

    private final ResourceLock lock = new ResourceLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Object> queue = new ArrayDeque<>();
    private final Map<Holder, Integer> held = new EnumMap<>(Holder.class);
    private int cap;
    private int open;
    private int doomed;
    private int peak;
    private boolean closed;

    Permits(int cap) {
        this.cap = cap;
        Arrays.stream(Holder.values()).forEach(holder -> held.put(holder, 0));
    }

    /** One permit; comes back exactly once, however often it is returned. */
    final class Permit {
        private final Holder holder;
        private boolean isDoomed;
        private boolean isBack;

        private Permit(Holder holder) {
            this.holder = holder;
        }

        void giveBack() {
            try (ResourceLock ignored = lock.obtain()) {
                if (!isBack) {
                    isBack = true;
                    open--;
                    doomed -= isDoomed ? 1 : 0;
                    held.merge(holder, -1, Integer::sum);
                    changed.signalAll();
                }
            }
        }

        boolean claimSurplus() {
            try (ResourceLock ignored = lock.obtain()) {
                return open - doomed > cap && doom();
            }
        }

        boolean doom() {
            try (ResourceLock ignored = lock.obtain()) {
                boolean first = !isDoomed && !isBack;
                doomed += first ? 1 : 0;
                isDoomed = true;
                return first;
            }
        }
    }

    /**
     * Takes one, waiting for it.
     *
     * @param askForIdle asks another holder to give an idle connection back, while none is free
     * @throws SQLException {@link #EXHAUSTED} or {@link #CLOSED}
     */
    Permit take(Holder holder, Duration patience, Runnable askForIdle) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        Object ticket = new Object();
        try (ResourceLock ignored = lock.obtain()) {
            queue.addLast(ticket);
            try {
                awaitTurn(ticket, deadline, patience, askForIdle);
            } finally {
                queue.remove(ticket);
                changed.signalAll();
            }
            open++;
            peak = Math.max(peak, open);
            held.merge(holder, 1, Integer::sum);
            return new Permit(holder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a connection permit", EXHAUSTED, e);
        }
    }

    private void awaitTurn(Object ticket, long deadline, Duration patience, Runnable askForIdle)
            throws SQLException, InterruptedException {
        while (!closed && (open >= cap || queue.peekFirst() != ticket)) {
            long remaining = deadline - System.nanoTime();
            if (remaining <= 0) {
                throw exhausted(patience);
            }
            askUnlocked(askForIdle);
            if (open >= cap || queue.peekFirst() != ticket) {
                changed.awaitNanos(Math.min(remaining, TimeUnit.MILLISECONDS.toNanos(ASK_AGAIN_MS)));
            }
        }
        if (closed) {
            throw new SQLException("the connection manager is closed", CLOSED);
        }
    }

    private void askUnlocked(Runnable askForIdle) {
        lock.unlock();
        try {
            askForIdle.run();
        } finally {
            lock.lock();
        }
    }

    private SQLException exhausted(Duration patience) {
        return new SQLTransientConnectionException(
                "no connection within " + patience.toMillis() + " ms: " + describe(), EXHAUSTED);
    }

    /** Who holds what, in one line. */
    String describe() {
        try (ResourceLock ignored = lock.obtain()) {
            return "the cap is " + cap + " and " + open + " are open ("
                    + held.entrySet().stream()
                            .map(e -> e.getValue() + " " + e.getKey())
                            .collect(Collectors.joining(", "))
                    + ")";
        }
    }

    /** Sets the cap; what is open beyond it stays open until it is closed. */
    void setCap(int newCap) {
        try (ResourceLock ignored = lock.obtain()) {
            cap = newCap;
            changed.signalAll();
        }
    }

    /** Lowers the cap to what is open, {@code except} so many that are just failing. Returns the cap. */
    int freeze(int except) {
        try (ResourceLock ignored = lock.obtain()) {
            cap = Math.min(cap, Math.max(0, open - except));
            return cap;
        }
    }

    int cap() {
        return locked(() -> cap);
    }

    /** Permits out: connections open or opening. */
    int open() {
        return locked(() -> open);
    }

    /** The most that were out at once. */
    int peak() {
        return locked(() -> peak);
    }

    /** How many are open beyond the cap and not yet being closed. */
    int surplus() {
        return locked(() -> Math.max(0, open - doomed - cap));
    }

    /** Fails all who wait, now and later. */
    void close() {
        try (ResourceLock ignored = lock.obtain()) {
            closed = true;
            changed.signalAll();
        }
    }

    private int locked(IntSupplier value) {
        try (ResourceLock ignored = lock.obtain()) {
            return value.getAsInt();
        }
    }
}
