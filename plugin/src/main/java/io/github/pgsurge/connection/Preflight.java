package io.github.pgsurge.connection;

import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that is settled on the control connection before a load connection is opened. For one thread, once. */
final class Preflight {
    private static final Logger log = LoggerFactory.getLogger(Preflight.class);
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(15);
    private static final int OLDEST_VERSION = 120_000;

    private final ControlConnection control;
    private final Dsn load;
    private final PoolSettings pool;
    private final GuardSettings guard;

    Preflight(ControlConnection control, Dsn load, PoolSettings pool, GuardSettings guard) {
        this.control = control;
        this.load = load;
        this.pool = pool;
        this.guard = guard;
    }

    /** Connects, checks, reserves; afterwards {@link ControlConnection#published()} is what the run may hold. */
    Budget reserve() throws Rejection {
        control.connectFirst();
        try {
            checkServer();
            if (!control.lock(LOCK_PATIENCE)) {
                throw Rejection.refused("refused: another run has held the reservation lock in database "
                        + guard.database() + " for " + LOCK_PATIENCE.toSeconds() + " s; end it, or try again");
            }
            Budget budget = reserveLocked();
            control.unlock();
            return budget;
        } catch (SQLException e) {
            throw Rejection.usage(
                    "pre-flight failed on " + load.endpoint() + ": " + ConnectFailure.oneLine(e) + " (SQLSTATE "
                            + e.getSQLState() + ")",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Rejection.refused("refused: interrupted while waiting for the reservation lock");
        }
    }

    private void checkServer() throws SQLException, Rejection {
        if (control.isBehindPooler()) {
            throw Rejection.usage(guard.dsn()
                            .map(dsn -> ConnectFailure.GUARD_ADDRESS + "=" + dsn.endpoint())
                            .orElse(ConnectFailure.ADDRESS + "=" + load.endpoint())
                    + " is a connection pooler, behind which connections can't be counted: set "
                    + ConnectFailure.GUARD_ADDRESS + " to PostgreSQL itself");
        }
        ServerFacts facts = control.facts();
        if (facts.versionNumber() < OLDEST_VERSION) {
            throw Rejection.usage(
                    "PostgreSQL " + facts.version() + " at " + load.endpoint() + " is too old: 12 is the oldest");
        }
    }

    private Budget reserveLocked() throws SQLException, Rejection {
        SlotReading reading = control.read();
        if (!reading.databaseExists() && guard.dsn().isEmpty()) {
            throw Rejection.usage(Setting.DB_NAME + "=" + load.database() + " does not exist at " + load);
        }
        Budget budget = Budget.of(reading, control.name(), 0, guard, load.user(), load.database());
        int granted = guard.fit() ? Math.min(pool.max(), budget.left()) : pool.max();
        if (granted < 1 || granted > budget.left()) {
            throw Rejection.refused(budget.refusal(pool.max(), guard.fit()));
        }
        control.publish(granted);
        log.info(
                "{} of {}={} connections reserved: {}",
                granted,
                Setting.DB_MAX_OPEN_CONNS,
                pool.max(),
                budget.tightest().explain());
        return budget;
    }
}
