package io.github.pgsurge.cli;

import static io.github.pgsurge.testing.Patience.await;

import io.github.pgsurge.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The test's own look at a server: one session of the superuser, and foreign sessions on demand. Thread safe but for those. */
public final class Look implements AutoCloseable {
    private final TestPostgres server;
    private final Connection admin;
    private final List<Connection> foreign = new ArrayList<>();

    /** Connects. */
    public Look(TestPostgres server) throws SQLException {
        this.server = server;
        this.admin = server.connectAsAdmin();
    }

    /** Executes. */
    public void sql(String... statements) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the first row. */
    public String text(String sql) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** The first column of the first row. */
    public long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    /** Whether there is such a table. */
    public boolean hasTable(String name) throws SQLException {
        return number("select count(*) from pg_class where relname = '" + name.replace("'", "''") + "'") > 0;
    }

    /** Sessions that bear such an application name. */
    public long sessions(String like) throws SQLException {
        return number("select count(*) from pg_stat_activity where application_name like '" + like + "'");
    }

    /** Idle sessions of somebody else. */
    public void foreign(int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            foreign.add(DriverManager.getConnection(
                    server.jdbcUrl() + "?ApplicationName=foreign", server.adminUser(), server.adminPassword()));
        }
    }

    /** Closes the foreign sessions and waits until the server has let go of them. */
    public void closeForeign() throws SQLException {
        for (Connection session : foreign) {
            session.close();
        }
        foreign.clear();
        await("foreign sessions are gone").until(() -> sessions("foreign") == 0);
    }

    @Override
    public void close() throws SQLException {
        closeForeign();
        admin.close();
    }
}
