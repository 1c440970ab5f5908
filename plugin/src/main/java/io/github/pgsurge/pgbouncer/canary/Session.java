package io.github.pgsurge.pgbouncer.canary;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/** The statements of checks on session state: each of them one round trip, never prepared on the server. Stateless. */
final class Session {
    private Session() {}

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first value of the first row; an empty text when there is none. */
    static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            String value = row.next() ? row.getString(1) : null;
            return value == null ? "" : value;
        }
    }

    /** Runs what undoes a check, which may find nothing to undo. */
    static void undo(Connection connection, String sql, String nothingThere) throws SQLException {
        try {
            run(connection, sql);
        } catch (SQLException failure) {
            if (!nothingThere.equals(failure.getSQLState())) {
                throw failure;
            }
        }
    }

    /**
     * Runs a step that fails with certain SQLSTATEs when the session is not the client's own.
     *
     * @return what such a failure means; empty when there was none
     */
    static Optional<String> step(Step step, Set<String> states, String meaning) throws SQLException {
        try {
            step.run();
            return Optional.empty();
        } catch (SQLException failure) {
            if (states.contains(failure.getSQLState())) {
                return Optional.of(meaning + " (" + failure.getSQLState() + ")");
            }
            throw failure;
        }
    }

    /** What is wrong when something else was found than left; empty when it is the same. */
    static Optional<String> difference(String left, String found) {
        if (found.equals(left)) {
            return Optional.empty();
        }
        return Optional.of(
                found.isEmpty() ? "it is gone" : "there is another client's: " + found + " instead of " + left);
    }

    /** Something with SQL. */
    @FunctionalInterface
    interface Step {
        void run() throws SQLException;
    }
}
