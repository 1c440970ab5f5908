package io.github.pgsurge.workload;

import io.github.pgsurge.connection.ConnectionManager;
import io.github.pgsurge.connection.Lease;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A load table from before the load to after it, of one agent: made ready once whatever the number of agents, dropped by
 * the last one. For one thread.
 */
public final class TableLifecycle {
    private static final Logger log = LoggerFactory.getLogger(TableLifecycle.class);
    private static final long SAY_EVERY_MS = 1_000;

    private final ConnectionManager manager;
    private final LoadTable table;
    private final boolean cleanup;
    private long useKey;
    private long lastSaid;

    /**
     * @param cleanup whether the last agent to end drops the table, if pgsurge created it
     */
    public TableLifecycle(ConnectionManager manager, LoadTable table, boolean cleanup) {
        this.manager = manager;
        this.table = table;
        this.cleanup = cleanup;
    }

    /**
     * Makes the table ready.
     *
     * @param out takes lines on how it goes
     * @throws Rejection when the table is not pgsurge's, does not fit, or cannot be made
     */
    public TableState begin(Consumer<String> out) throws Rejection {
        try (Lease lease = manager.acquire()) {
            useKey = TableLock.of(lease.connection(), table.name()).use();
            manager.share(useKey);
            TableState state = table.ensure(lease.connection(), (done, total) -> say(done, total, out));
            out.accept("table " + state.name() + (state.created() ? " created with " : " is there with ")
                    + String.format("%,d", state.rowsBefore()) + " rows");
            return state;
        } catch (SQLException failure) {
            throw Rejection.usage(
                    Setting.TABLE_NAME + "=" + table.name() + " cannot be made ready: "
                            + failure.getMessage().lines().findFirst().orElse(""),
                    failure);
        }
    }

    private void say(long done, long total, Consumer<String> out) {
        long now = System.currentTimeMillis();
        if (now - lastSaid >= SAY_EVERY_MS) {
            lastSaid = now;
            out.accept(String.format("table %s: %,d of %,d rows seeded", table.name(), done, total));
        }
    }

    /** Ends the use; the last agent to do so drops the table, if asked to and if pgsurge created it. */
    public void end(Consumer<String> out) {
        try {
            manager.unshare(useKey, () -> {
                if (cleanup) {
                    drop(out);
                }
            });
        } catch (SQLException | Rejection failure) {
            log.error("The use of table {} could not be ended", table.name(), failure);
            if (cleanup) {
                out.accept("table " + table.name() + " could not be dropped: " + failure.getMessage());
            }
        }
    }

    private void drop(Consumer<String> out) throws SQLException, Rejection {
        try (Lease lease = manager.acquire()) {
            if (table.drop(lease.connection())) {
                out.accept("table " + table.name() + " dropped");
            }
        }
    }
}
