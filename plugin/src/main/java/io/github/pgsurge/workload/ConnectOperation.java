package io.github.pgsurge.workload;

import io.github.pgsurge.connection.Lease;
import io.github.pgsurge.metrics.Measurement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Opens a fresh connection, runs {@code SELECT 1}, and closes it: what connecting costs. */
public final class ConnectOperation implements Operation {
    private final Opener opener;
    private volatile Lease running;

    /** Opens connections that their taker closes. */
    @FunctionalInterface
    public interface Opener {
        /** Opens one. */
        Connection open() throws SQLException;
    }

    /** Over connections of this opener. */
    public ConnectOperation(Opener opener) {
        this.opener = opener;
    }

    @Override
    public Outcome execute(Connection none) throws SQLException {
        try (Lease fresh = new Lease(opener.open(), Connection::close)) {
            running = fresh;
            try (Statement statement = fresh.connection().createStatement();
                    ResultSet one = statement.executeQuery("SELECT 1")) {
                one.next();
            }
            return Outcome.of(Measurement.NOT_MEASURED, Measurement.NOT_MEASURED);
        } finally {
            running = null;
        }
    }

    /** Connecting itself ends with the connect timeout. */
    @Override
    public void cancel() {
        Lease lease = running;
        if (lease != null) {
            lease.cancel();
        }
    }

    @Override
    public String describe() {
        return "connect, SELECT 1, close";
    }
}
