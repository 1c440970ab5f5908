package io.github.pgsurge.workload;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A schema of its own on the shared server, gone at the end with all that is in it. One thread. */
final class Scratch implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    final String schema = "scratch " + COUNT.incrementAndGet();
    final Connection connection;

    Scratch() throws SQLException {
        connection = connect();
        sql("CREATE SCHEMA " + TableName.quote(schema));
        sql("SET search_path = " + TableName.quote(schema));
    }

    /** A further connection of the plain role, with rewritten batches. The caller closes it. */
    static Connection connect() throws SQLException {
        TestPostgres server = TestPostgres.shared();
        return DriverManager.getConnection(
                server.jdbcUrl() + "?reWriteBatchedInserts=true", server.user(), server.password());
    }

    TableName table(String name) {
        return new TableName(Optional.of(schema), name);
    }

    LoadTable loadTable(String name, boolean extended, long seedRows) {
        return new LoadTable(table(name), extended, ExistingTable.REFUSE, seedRows, 7, "run", 64);
    }

    TableState ensure(String name, boolean extended, long seedRows) throws SQLException, Rejection {
        return loadTable(name, extended, seedRows).ensure(connection, SeedProgress.NONE);
    }

    void sql(String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    String ask(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet r = statement.executeQuery(query)) {
            r.next();
            return r.getString(1);
        }
    }

    long count(TableName table) throws SQLException {
        return Long.parseLong(ask("SELECT count(*) FROM " + table.quoted()));
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.setAutoCommit(true);
            sql("DROP SCHEMA " + TableName.quote(schema) + " CASCADE");
        }
    }
}
