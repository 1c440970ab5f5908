package io.github.pgsurge.sandbox.gateway;

import io.github.pgsurge.sandbox.Credentials;
import io.github.pgsurge.sandbox.PlainRole;
import io.github.pgsurge.sandbox.SandboxException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** The database that gateways serve from: tables, rows and roles. Stateless. */
public final class GatewayDatabase {
    /** The database, and the role that owns it, which may not log in. */
    public static final String NAME = "gateway";

    private GatewayDatabase() {}

    /**
     * Creates the database, its rows (the same every time) and the roles; takes a second or two.
     *
     * @param admin a superuser of a server that has neither the database nor one of the roles yet
     * @param roles who may log in and use the tables; they can change contents only, and own nothing
     * @throws SandboxException with the server's message; what was made until then stays
     */
    public static void create(String host, int port, Credentials admin, Credentials... roles) throws SandboxException {
        try {
            try (Connection connection = connect(host, port, admin, "postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE " + NAME + " NOLOGIN");
                statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
                statement.execute("REVOKE ALL ON DATABASE " + NAME + " FROM PUBLIC");
                for (Credentials role : roles) {
                    PlainRole.createLogin(connection, role);
                }
            }
            try (Connection connection = connect(host, port, admin, NAME)) {
                fill(connection, roles);
            }
        } catch (SQLException e) {
            throw new SandboxException("Could not create the gateway's database: " + OneLine.of(e), e);
        } catch (IOException e) {
            throw new SandboxException("Could not read the gateway's tables: " + e.getMessage(), e);
        }
    }

    private static void fill(Connection connection, Credentials... roles) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("GRANT TEMPORARY ON DATABASE " + NAME + " TO " + NAME);
            statement.execute("SET LOCAL ROLE " + NAME);
            statement.execute(Resource.text("database.sql"));
            for (Credentials role : roles) {
                String name = PlainRole.quoted(role.user());
                statement.execute("GRANT CONNECT ON DATABASE " + NAME + " TO " + name);
                statement.execute("GRANT SELECT ON account, profile, feed_item, content TO " + name);
                statement.execute("GRANT INSERT, DELETE ON content TO " + name);
            }
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("VACUUM ANALYZE account, profile, feed_item, content");
        }
    }

    private static Connection connect(String host, int port, Credentials admin, String database) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        return source.getConnection(admin.user(), admin.password());
    }
}
