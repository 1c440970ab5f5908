package io.github.pgsurge.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How this package asks a server: every statement bears a mark by which it is told from those of the load. Stateless. */
final class Sql {
    /** What every statement begins with. */
    static final String MARK = "/* pgsurge-monitor */ ";

    private static final String CANCELED = "57014";

    private Sql() {}

    /** Takes rows. */
    @FunctionalInterface
    interface Rows {
        /** Reads them, the first not yet being there. */
        void read(ResultSet rows) throws SQLException;
    }

    static void query(Connection connection, String sql, Rows reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(MARK + sql)) {
            reader.read(rows);
        }
    }

    /** As {@link #query}, of a statement that has one row or none; a row that is there is the current one. */
    static void row(Connection connection, String sql, Rows reader) throws SQLException {
        query(connection, sql, rows -> {
            if (rows.next()) {
                reader.read(rows);
            }
        });
    }

    /** Whether a failure is of one statement only: one that may not be asked, or that another session keeps waiting. */
    static boolean isOfOneStatement(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("42")
                || state.startsWith("55")
                || state.startsWith("0A")
                || state.startsWith("22")
                || state.startsWith("XX");
    }

    /** Whether the server took longer than the statement's timeout. */
    static boolean isCanceled(SQLException failure) {
        return CANCELED.equals(failure.getSQLState());
    }
}
