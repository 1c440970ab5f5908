package io.github.pgsurge.cli.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** COPY from a file on the server, in two sessions: what the server takes when no client costs anything. */
record ServerCopy(BenchServer server, String sql) implements Contender {
    static final String NAME = "server-only COPY";

    private static final int SESSIONS = 2;
    /** Statements of the constant text that fill the file: a COPY of it takes a fraction of a second. */
    private static final int STATEMENTS = 100;

    private static final String COLUMNS = "name, email, age, address, phone_number, data";

    /** Has the server write the file, of the same rows as the others send. */
    static ServerCopy on(BenchServer server, ConstantInsert insert) throws SQLException {
        String table = server.table().quoted();
        try (Connection connection = server.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < STATEMENTS; i++) {
                statement.execute(insert.sql());
            }
            try (ResultSet row = statement.executeQuery(
                    "SELECT quote_literal(current_setting('data_directory') || '/bench-rows.copy')")) {
                row.next();
                String file = row.getString(1);
                statement.execute("COPY (SELECT " + COLUMNS + " FROM " + table + ") TO " + file);
                return new ServerCopy(server, "COPY " + table + " (" + COLUMNS + ") FROM " + file);
            }
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RoundFigure measure(Timing timing) throws BenchFailure, InterruptedException {
        ExecutorService sessions = Executors.newFixedThreadPool(SESSIONS);
        try {
            Future<Double> one = sessions.submit(() -> rowsPerS(timing));
            Future<Double> two = sessions.submit(() -> rowsPerS(timing));
            return new RoundFigure(one.get() + two.get(), OptionalDouble.empty());
        } catch (ExecutionException failure) {
            throw new BenchFailure(NAME + ": " + failure.getCause().getMessage(), failure);
        } finally {
            sessions.shutdownNow();
        }
    }

    /** From the begin of the first COPY after the warm-up to the end of the last. */
    private double rowsPerS(Timing timing) throws SQLException {
        long warm =
                System.nanoTime() + Duration.ofSeconds(timing.warmupSeconds()).toNanos();
        long end = System.nanoTime() + Duration.ofSeconds(timing.totalSeconds()).toNanos();
        try (Connection connection = server.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            while (System.nanoTime() < warm) {
                statement.executeUpdate(sql);
            }
            long rows = 0;
            long begin = System.nanoTime();
            while (System.nanoTime() < end) {
                rows += statement.executeLargeUpdate(sql);
            }
            return rows * 1e9 / (System.nanoTime() - begin);
        }
    }
}
