package io.github.pgsurge.connection;

import io.github.pgsurge.connection.GuardEvent.Kind;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.settings.Setting;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the server on the control connection and keeps the run inside its budget: others + cap + control + min free
 * within the usable slots.
 *
 * <p>Lowering the cap needs no lock, raising it is checked and published under the reservation lock. While the control
 * connection is lost nothing can be seen and nothing is reserved: the load goes on with the connections it has, and
 * opens no further one. One daemon thread owns the control connection and all state here; the getters are thread safe.
 */
final class Guard implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Guard.class);
    private static final Duration LOCK_PATIENCE = Duration.ofMillis(200);
    private static final Duration TASK_PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_BACKOFF = 8;

    private final ControlConnection control;
    private final GuardedConnections connections;
    private final LoadPool pool;
    private final GuardSettings settings;
    private final Dsn load;
    private final GuardListener listener;
    private final int granted;
    private final CapPolicy policy;
    private final BlockingQueue<FutureTask<?>> tasks = new LinkedBlockingQueue<>();
    private volatile boolean stopped;
    private final Thread thread;

    private volatile Budget budget;
    private volatile int minFreeSeen;
    private volatile GuardState state = GuardState.OK;
    private boolean episode;
    private boolean stopAsked;
    private int backoff;
    private int skip;

    Guard(
            ControlConnection control,
            GuardedConnections connections,
            LoadPool pool,
            GuardSettings settings,
            Dsn load,
            GuardListener listener,
            Budget first) {
        this.control = control;
        this.connections = connections;
        this.pool = pool;
        this.settings = settings;
        this.load = load;
        this.listener = listener;
        this.granted = connections.permits().cap();
        this.policy = new CapPolicy(settings.action(), granted);
        this.budget = first;
        this.minFreeSeen = first.free();
        this.thread = new Thread(this, "pgsurge-guard-" + control.name().token());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    Budget budget() {
        return budget;
    }

    int minFreeSeen() {
        return minFreeSeen;
    }

    GuardState state() {
        return state;
    }

    /** Asks the thread to end and waits for it; false when it still hangs on the server after that time. */
    boolean stop(Duration patience) throws InterruptedException {
        stopped = true;
        tasks.add(new FutureTask<>(() -> null));
        thread.join(Math.max(1, patience.toMillis()));
        return !thread.isAlive();
    }

    /** Something to do on the control connection. */
    interface ControlTask<T> {
        T run(ControlConnection control) throws SQLException;
    }

    /**
     * Does it on the thread that owns the control connection. Any other thread.
     *
     * @throws SQLException the task's own, or when the control connection is lost or closed
     */
    <T> T onControl(ControlTask<T> task) throws SQLException {
        FutureTask<T> waiting = new FutureTask<>(() -> {
            if (!control.isOpen()) {
                throw new SQLException("the control connection is lost", ConnectFailure.CONNECTION_LOST);
            }
            return task.run(control);
        });
        tasks.add(waiting);
        try {
            return waiting.get(TASK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e.getCause());
        } catch (TimeoutException e) {
            waiting.cancel(false);
            throw new SQLException("the control connection does not answer", ConnectFailure.CONNECTION_LOST, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for the control connection", e);
        }
    }

    @Override
    public void run() {
        long due = System.nanoTime() + settings.interval().toNanos();
        try {
            while (!stopped) {
                FutureTask<?> task = tasks.poll(due - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (task != null) {
                    task.run();
                    continue;
                }
                due = System.nanoTime() + settings.interval().toNanos();
                try {
                    look();
                } catch (SQLException e) {
                    loseControl(e);
                } catch (RuntimeException e) {
                    log.error("the guard failed in a way that is a defect of pgsurge; it goes on", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        state = GuardState.CLOSED;
    }

    private void look() throws SQLException, InterruptedException {
        if (control.isOpen() || reconnect()) {
            Budget now = read();
            int cap = connections.permits().cap();
            OptionalInt next =
                    policy.next(now.left(), cap, connections.permits().open());
            openEpisode(now, cap);
            if (next.isPresent() && next.getAsInt() < cap) {
                lower(next.getAsInt(), now);
            } else if (next.isPresent()) {
                raise(next.getAsInt());
            }
            follow();
            closeEpisode();
        }
    }

    private Budget read() throws SQLException {
        int held = Math.max(connections.permits().cap(), connections.permits().open());
        SlotReading reading = control.read();
        held = Math.max(held, connections.permits().open());
        budget = Budget.of(reading, control.name(), held, settings, load.user(), load.database());
        minFreeSeen = Math.min(minFreeSeen, budget.free());
        return budget;
    }

    private void openEpisode(Budget now, int cap) {
        if (now.left() < cap && !episode) {
            episode = true;
            tell(
                    Kind.SHORT,
                    "other sessions grew into the " + cap + " connections of this run: "
                            + now.tightest().explain());
        }
        if (now.left() < cap && settings.action() == GuardAction.STOP && !stopAsked) {
            stopAsked = true;
            tell(
                    Kind.STOP,
                    "the test is to end, " + Setting.GUARD_ACTION + "=" + GuardAction.STOP + ": "
                            + now.tightest().explain());
        }
    }

    private void lower(int target, Budget now) {
        int cap = connections.permits().cap();
        connections.permits().setCap(Math.min(cap, target));
        if (settings.action() == GuardAction.SHED) {
            tell(
                    Kind.SHED,
                    "cap " + cap + " -> " + target + ": " + now.tightest().explain());
        }
    }

    private void raise(int target) throws SQLException, InterruptedException {
        if (!control.lock(LOCK_PATIENCE)) {
            return;
        }
        try {
            int cap = connections.permits().cap();
            int raised = Math.min(target, read().left());
            if (raised > cap) {
                control.publish(raised);
                connections.permits().setCap(raised);
                tell(Kind.RAISED, "cap " + cap + " -> " + raised + " of " + granted);
            }
        } finally {
            control.unlock();
        }
    }

    /** Brings the pool and the published reservation to the cap, which a 53300 may have lowered as well. */
    private void follow() throws SQLException {
        int cap = connections.permits().cap();
        pool.resize(cap);
        pool.shedIdle();
        if (control.published() != cap) {
            control.publish(cap);
        }
    }

    private void closeEpisode() {
        boolean whole = connections.permits().cap() >= granted;
        if (whole && episode) {
            episode = false;
            tell(Kind.RECOVERED, "all " + granted + " connections of this run may be used again");
        }
        state = stopAsked
                ? GuardState.STOPPING
                : whole && !episode
                        ? GuardState.OK
                        : settings.action() == GuardAction.SHED ? GuardState.SHEDDING : GuardState.SHORT;
    }

    private void loseControl(SQLException cause) {
        control.close();
        connections.lost(cause);
        int cap = connections.permits().freeze(0);
        pool.resize(cap);
        if (state != GuardState.BLIND) {
            state = GuardState.BLIND;
            backoff = 1;
            tell(
                    Kind.CONTROL_LOST,
                    "the control connection broke (" + ConnectFailure.oneLine(cause) + "): no connections beyond the "
                            + cap + " there are until it is back");
        }
    }

    /** One attempt, then twice as many intervals of rest after each failure: a full server is not to be hammered. */
    private boolean reconnect() {
        if (skip > 0) {
            skip--;
            return false;
        }
        try {
            control.rename(connections.permits().freeze(0));
            control.connect();
        } catch (SQLException e) {
            connections.lost(e);
            if (ConnectFailure.TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
                connections.countRefused();
            }
            log.debug("the control connection could not be made again: {}", e.getMessage());
            skip = backoff;
            backoff = Math.min(LONGEST_BACKOFF, backoff * 2);
            return false;
        }
        connections.found();
        episode = true;
        tell(Kind.CONTROL_BACK, "the control connection is back");
        return true;
    }

    private void tell(Kind kind, String line) {
        log.warn("{}: {}", kind, line);
        try {
            listener.on(new GuardEvent(kind, line));
        } catch (RuntimeException e) {
            log.error("the guard's listener failed", e);
        }
    }
}
