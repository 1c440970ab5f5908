package io.github.pgsurge.connection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.postgresql.PGStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether a pooler keeps prepared statements apart, by the name under which one arrives at the server: a pooler that
 * does gives it a name of its own, as PgBouncer 1.21 does with PGBOUNCER_1; else it bears the driver's, S_1 (seen with
 * PgBouncer 1.18 and 1.25.2).
 *
 * <p>Everything happens in one transaction, so on one server connection: prepared, looked at, closed, and looked at again.
 * When anything but the expected happens the connection is closed inside the transaction, upon which a pooler closes the
 * server connection, and with it whatever was prepared there. A rollback would not do: prepared statements outlive it, and
 * what the driver says afterwards may reach another server connection.
 *
 * <p>Nothing is prepared where a name of the driver's stands already: another client has left it there, which answers the
 * question, and the driver would close that one when its own Parse fails with 42P05 (seen with pgjdbc 42.7.14).
 *
 * <p>The statement is always the same. A pooler that keeps statements apart holds it once, among those that it may drop.
 */
final class PreparedStatementProbe {
    /** PgBouncer's own words, unchanged since its first version. */
    private static final String BLOCKS_REFUSED = "transaction blocks not allowed";

    private static final Logger log = LoggerFactory.getLogger(PreparedStatementProbe.class);
    private static final String PREPARED = "select 'pgsurge asks under which name this is prepared', ?::int";
    private static final String NAMES =
            "select name from pg_catalog.pg_prepared_statements where name ~ '^S_[0-9a-fA-F]+$' or"
                    + " statement like 'select ''pgsurge asks under which name%'";
    private static final Pattern DRIVERS = Pattern.compile("S_[0-9a-fA-F]+");

    private final Connection connection;
    private boolean blocksRefused;

    /** @param connection as {@link PoolerProbe#properties} says; of no use afterwards but for closing */
    PreparedStatementProbe(Connection connection) {
        this.connection = connection;
    }

    /** Whether they are kept apart. */
    Pooler.Tracking tracking() throws SQLException {
        Pooler.Tracking tracking = Pooler.Tracking.UNKNOWN;
        boolean clean = false;
        try {
            connection.setAutoCommit(false);
            // not prepared, and so neither is the BEGIN that the driver sends with it
            boolean taken = names().stream().anyMatch(PreparedStatementProbe::isDrivers);
            tracking = taken ? Pooler.Tracking.NO : judge(prepare());
            clean = taken || names().stream().noneMatch(PreparedStatementProbe::isDrivers);
        } catch (SQLException e) {
            blocksRefused = String.valueOf(e.getMessage()).contains(BLOCKS_REFUSED);
            log.info("prepared statements through the pooler: {}", ConnectFailure.oneLine(e));
        }
        if (clean) {
            connection.commit();
        } else {
            connection.close();
        }
        return tracking;
    }

    /** Whether the pooler refused to begin a transaction, as in statement mode. */
    boolean blocksRefused() {
        return blocksRefused;
    }

    private List<String> prepare() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PREPARED)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(1);
            statement.setInt(1, 1);
            statement.execute();
            return names();
        }
    }

    private List<String> names() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(NAMES)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    /** A name of the pooler's may be left from when it kept them apart; the driver's is of now. */
    static Pooler.Tracking judge(List<String> names) {
        if (names.isEmpty()) {
            return Pooler.Tracking.UNKNOWN;
        }
        return names.stream().anyMatch(PreparedStatementProbe::isDrivers) ? Pooler.Tracking.NO : Pooler.Tracking.YES;
    }

    private static boolean isDrivers(String name) {
        return DRIVERS.matcher(name).matches();
    }
}
