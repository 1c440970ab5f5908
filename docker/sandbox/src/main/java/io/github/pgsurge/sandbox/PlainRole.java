package io.github.pgsurge.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** The role that load runs as: it may log in and owns one database, and nothing else. Stateless. */
public final class PlainRole {
    private PlainRole() {}

    /**
     * Creates the role and its database.
     *
     * @param admin a superuser's connection in autocommit mode; left open
     * @param role as in {@link #createLogin}
     * @param database named by the caller's code, not by a user
     */
    public static void create(Connection admin, Credentials role, String database) throws SQLException {
        createLogin(admin, role);
        try (Statement statement = admin.createStatement()) {
            statement.execute("CREATE DATABASE " + quoted(database) + " OWNER " + quoted(role.user()));
        }
    }

    /**
     * Creates a role that may log in and nothing else.
     *
     * @param admin a superuser's connection in autocommit mode; left open
     * @param role its password reaches the server as a SCRAM verifier, so that no statement log holds it
     */
    public static void createLogin(Connection admin, Credentials role) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute("CREATE ROLE " + quoted(role.user())
                    + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS");
            admin.unwrap(PGConnection.class)
                    .alterUserPassword(role.user(), role.password().toCharArray(), "scram-sha-256");
        }
    }

    /** The name as SQL takes it, whatever characters it holds. */
    public static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
