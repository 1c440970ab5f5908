package io.github.pgsurge.sandbox.gateway;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs single statements in autocommit mode, each on a connection of its service's pools, so that any transaction
 * pooler may stand in between. Thread safe.
 */
final class Statements {
    private final ServicePools pools;

    Statements(ServicePools pools) {
        this.pools = pools;
    }

    /** Makes one object of the current row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> rows(Service service, String sql, RowReader<T> reader, Object... parameters) throws SQLException {
        try (Connection connection = pools.connection(service);
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(reader.read(row));
            }
            return rows;
        }
    }

    /** The only row, or null when there is none. */
    <T> T row(Service service, String sql, RowReader<T> reader, Object... parameters) throws SQLException {
        try (Connection connection = pools.connection(service);
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? reader.read(row) : null;
        }
    }

    /** How many rows it changed. */
    int update(Service service, String sql, Object... parameters) throws SQLException {
        try (Connection connection = pools.connection(service);
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
