package io.github.pgsurge.workload;

import io.github.pgsurge.metrics.Measurement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Opens a fresh connection, runs {@code SELECT 1}, and closes it: what connecting costs. */
public final class ConnectOperation implements Operation {
    private final Opener opener;

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
        try (Connection fresh = opener.open();
                Statement statement = fresh.createStatement();
                ResultSet one = statement.executeQuery("SELECT 1")) {
            one.next();
            return Outcome.of(Measurement.NOT_MEASURED, Measurement.NOT_MEASURED);
        }
    }

    @Override
    public String describe() {
        return "connect, SELECT 1, close";
    }
}
