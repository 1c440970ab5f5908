package io.github.pgsurge.connection;

import io.github.pgsurge.connection.ConnectFailure.Endpoint;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.outcome.Rejection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All load connections of one agent to one PostgreSQL: pre-flight, reservation, pool, guard.
 *
 * <p>The run never causes a {@code too_many_connections}, its own or another's. Before the first load connection one
 * control connection reads who holds what and reserves the whole pool, both under one advisory lock, so that runs that
 * start together stay together within the budget. Afterwards the guard watches on that connection.
 *
 * <p>With a guard DSN (the load goes through a pooler) the sum is made for the server behind, and each client
 * connection counts as if it became a server connection.
 *
 * <p>Thread safe.
 */
public final class ConnectionManager implements ConnectionSource, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConnectionManager.class);
    private static final Duration SHARE_RETRY = Duration.ofMillis(20);
    private static final Duration DEFAULT_CLOSE = Duration.ofSeconds(10);

    private final PoolerSettlement settlement;
    private final PoolSettings settings;
    private final int reserved;
    private final ServerFacts facts;
    private final ControlConnection control;
    private final GuardedConnections connections;
    private final LoadPool pool;
    private final Guard guard;
    private final RoundTrips roundTrips;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ConnectionManager(
            PoolerSettlement settlement,
            PoolSettings settings,
            ServerFacts facts,
            ControlConnection control,
            GuardedConnections connections,
            LoadPool pool,
            Guard guard,
            RoundTrips roundTrips) {
        this.settlement = settlement;
        this.settings = settings;
        this.reserved = connections.permits().cap();
        this.facts = facts;
        this.control = control;
        this.connections = connections;
        this.pool = pool;
        this.guard = guard;
        this.roundTrips = roundTrips;
    }

    /** {@link #open(Dsn, PoolSettings, GuardSettings, PoolerPolicy, RunLabel, GuardListener)} with {@link PoolerPolicy#AUTO}. */
    public static ConnectionManager open(
            Dsn dsn, PoolSettings pool, GuardSettings guard, RunLabel label, GuardListener listener) throws Rejection {
        return open(dsn, pool, guard, PoolerPolicy.AUTO, label, listener);
    }

    /**
     * Checks, reserves, opens. When it throws, no load connection is left open and the control connection is closed.
     *
     * @param pooler what to do when a pooler stands between that does not bear the driver's settings
     * @throws Rejection usage when the server can't be reached or logged into, refused when there is no room or the
     *     driver's settings would give wrong answers
     */
    public static ConnectionManager open(
            Dsn dsn,
            PoolSettings pool,
            GuardSettings guard,
            PoolerPolicy pooler,
            RunLabel label,
            GuardListener listener)
            throws Rejection {
        ControlConnection control = new ControlConnection(
                guard.dsn().orElse(dsn).withDatabase(guard.database()),
                guard.dsn().isPresent() ? Endpoint.GUARD : Endpoint.CONTROL,
                dsn,
                SessionName.control(label));
        try {
            Budget budget = new Preflight(control, dsn, pool, guard).reserve();
            Runnable onServerFull = () -> listener.on(
                    new GuardEvent(GuardEvent.Kind.SERVER_FULL, "the server refused a load connection with 53300"));
            RoundTrips roundTrips = new RoundTrips();
            FirstLook look = FirstLook.take(
                    dsn,
                    control.name().load().text(),
                    control.published(),
                    pool.acquireTimeout(),
                    roundTrips,
                    onServerFull);
            PoolerSettlement settlement = pooler.settle(dsn, look.pooler());
            GuardedConnections connections = new GuardedConnections(
                    settlement.dsn(),
                    control.name().load().text(),
                    new Permits(control.published()),
                    pool.acquireTimeout(),
                    roundTrips,
                    onServerFull);
            return open(settlement, pool, guard, listener, control, budget, look.facts(), connections, roundTrips);
        } catch (Rejection | RuntimeException e) {
            control.close();
            throw e;
        }
    }

    private static ConnectionManager open(
            PoolerSettlement settlement,
            PoolSettings settings,
            GuardSettings guardSettings,
            GuardListener listener,
            ControlConnection control,
            Budget budget,
            ServerFacts facts,
            GuardedConnections connections,
            RoundTrips roundTrips)
            throws Rejection {
        try {
            LoadPool pool = new LoadPool(
                    connections, settings, "pgsurge-" + control.name().token());
            Guard guard = new Guard(control, connections, pool, guardSettings, settlement.dsn(), listener, budget);
            GuardedDriver.register(control.name().token(), connections);
            guard.start();
            return new ConnectionManager(settlement, settings, facts, control, connections, pool, guard, roundTrips);
        } catch (SQLException e) {
            connections.close();
            throw ConnectFailure.explain(e, settlement.dsn(), Endpoint.LOAD);
        }
    }

    /** Where the load goes, with the driver settings that hold. */
    public Dsn dsn() {
        return settlement.dsn();
    }

    /** What stands before the server, and what the driver was set to because of it. */
    public PoolerSettlement pooler() {
        return settlement;
    }

    /** What the server said of itself on the first load connection. */
    public ServerFacts facts() {
        return facts;
    }

    /** The URL under which a stock pool takes its physical connections from this manager's budget. */
    public String jdbcUrl() {
        return GuardedDriver.PREFIX + control.name().token();
    }

    /**
     * A connection of the pool, waiting for it no longer than the acquire timeout.
     *
     * @throws SQLException with the SQLSTATE of the failed connect; {@code PGS01} when all connections were in use the
     *     whole time, {@code PGS02} when the manager is closed
     */
    @Override
    public Lease acquire() throws SQLException {
        if (closed.get()) {
            throw new SQLException("the connection manager is closed", Permits.CLOSED);
        }
        return pool.acquire();
    }

    /**
     * A connection of its own, opened now; whoever gets it closes it. Takes an idle one away from the pool when the cap
     * is reached.
     *
     * @throws SQLException as {@link #acquire()}
     */
    public Connection openFresh() throws SQLException {
        return connections.open(Holder.FRESH);
    }

    /**
     * Tells all runs and agents with the same guard database that this one uses something: a shared advisory lock of the
     * control session, held until {@link #unshare} or {@link #close()}. Waits while another run ends its own use.
     *
     * @param key of the advisory lock
     */
    public void share(long key) throws SQLException {
        while (!guard.onControl(session -> session.share(key))) {
            LockSupport.parkNanos(SHARE_RETRY.toNanos());
        }
    }

    /** What the last user of something does with it. */
    @FunctionalInterface
    public interface LastUse {
        /** Ends it. */
        void end() throws SQLException, Rejection;
    }

    /**
     * Ends the use that {@link #share} began. When nobody else uses it, and before anybody can, {@code last} is run.
     *
     * @return whether this was the last use
     */
    public boolean unshare(long key, LastUse last) throws SQLException, Rejection {
        if (!guard.onControl(session -> session.unshareAsLast(key))) {
            return false;
        }
        try {
            last.end();
        } finally {
            guard.onControl(session -> {
                session.unlockExclusive(key);
                return true;
            });
        }
        return true;
    }

    /** One look at all figures, for the live line and run.json. */
    public ConnectionState state() {
        Permits permits = connections.permits();
        Budget budget = guard.budget();
        return new ConnectionState(
                settings.max(),
                reserved,
                budget.left(),
                permits.open(),
                permits.peak(),
                budget.free(),
                guard.minFreeSeen(),
                connections.refused53300(),
                permits.cap(),
                roundTrips.count(),
                closed.get() ? GuardState.CLOSED : guard.state());
    }

    /** {@link #close(Duration)} within 10 s. */
    @Override
    public void close() {
        close(DEFAULT_CLOSE);
    }

    /**
     * Closes everything within this time, also when the server hangs: politely first, then by closing sockets. The
     * control connection, and with it the reservation, goes last. Idempotent.
     */
    public void close(Duration bound) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        GuardedDriver.deregister(control.name().token());
        connections.refuseNew();
        Thread closer =
                new Thread(pool::close, "pgsurge-closer-" + control.name().token());
        closer.setDaemon(true);
        try {
            boolean answering = guard.stop(bound.dividedBy(4));
            if (!answering) {
                control.cut();
            }
            closer.start();
            if (answering) {
                closer.join(Math.max(1, bound.dividedBy(3).toMillis()));
                endBackends(bound.dividedBy(8));
            }
            connections.close();
            closer.join(Math.max(1, bound.dividedBy(4).toMillis()));
            if (closer.isAlive()) {
                log.warn("the pool of {} was left to close in the background", dsn());
            }
        } catch (InterruptedException e) {
            connections.close();
            Thread.currentThread().interrupt();
        } finally {
            control.close();
        }
    }

    private void endBackends(Duration patience) {
        if (control.isOpen()) {
            try {
                control.terminateLoad(patience);
            } catch (SQLException e) {
                log.debug("backends of the load could not be ended: {}", e.getMessage());
            }
        }
    }
}
