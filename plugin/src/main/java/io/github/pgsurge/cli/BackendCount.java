package io.github.pgsurge.cli;

import io.github.pgsurge.settings.Setting;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the server processes that one role holds in the sandbox's PostgreSQL, twice a second from its making until it is
 * closed, and keeps the most it saw. Thread safe.
 */
final class BackendCount implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final String COUNT = "SELECT count(*) FROM pg_stat_activity WHERE usename = ?";

    private final Connection connection;
    private final PreparedStatement count;
    private final Future<?> looking;
    private final AtomicLong most = new AtomicLong(-1);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "pgsurge-backends");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Begins to count.
     *
     * @param sandbox what {@code .sandbox/env} says
     * @throws SQLException when the server cannot be reached
     */
    BackendCount(Map<String, String> sandbox, String role) throws SQLException {
        connection = DriverManager.getConnection(
                "jdbc:postgresql://" + sandbox.get(Setting.DB_HOST.name()) + ":" + sandbox.get(Setting.DB_PORT.name())
                        + "/" + sandbox.get(Setting.DB_NAME.name()),
                sandbox.get("DB_ADMIN_USER"),
                sandbox.get("DB_ADMIN_PASSWORD"));
        count = connection.prepareStatement(COUNT);
        count.setString(1, role);
        looking = timer.scheduleAtFixedRate(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try (ResultSet row = count.executeQuery()) {
            row.next();
            long now = row.getLong(1);
            most.accumulateAndGet(now, Math::max);
        } catch (SQLException unreadable) {
            // what was seen until now stands
            timer.shutdown();
        }
    }

    /** The most it saw; empty when it could never look. */
    OptionalLong most() {
        return most.get() < 0 ? OptionalLong.empty() : OptionalLong.of(most.get());
    }

    @Override
    public void close() throws SQLException {
        looking.cancel(true);
        timer.shutdownNow();
        connection.close();
    }
}
