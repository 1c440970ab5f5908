package io.github.pgsurge.workload;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** {@code SELECT 1} on the connection it is given; with a source of fresh connections, the cost of connecting. */
public final class ConnectOperation implements Operation {
    @Override
    public Outcome execute(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet one = statement.executeQuery(describe())) {
            one.next();
            return Outcome.of(0, 0);
        }
    }

    @Override
    public String describe() {
        return "SELECT 1";
    }
}
