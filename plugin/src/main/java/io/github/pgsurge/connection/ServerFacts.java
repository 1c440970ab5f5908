package io.github.pgsurge.connection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the server says of itself at pre-flight: the settings without which a figure is no evidence. Immutable.
 *
 * @param version the server's own words, such as {@code 17.2}
 * @param versionNumber such as 170002
 * @param role the role of the connection these were read on
 * @param standby whether the server is in recovery
 */
public record ServerFacts(
        String version,
        int versionNumber,
        String role,
        boolean superuser,
        boolean standby,
        int maxConnections,
        String fsync,
        String synchronousCommit,
        String fullPageWrites) {

    private static final String SQL = "select current_setting('server_version'), "
            + "current_setting('server_version_num')::int, current_user, "
            + "(select rolsuper from pg_roles where rolname = current_user), pg_is_in_recovery(), "
            + "current_setting('max_connections')::int, current_setting('fsync'), "
            + "current_setting('synchronous_commit'), current_setting('full_page_writes')";

    static ServerFacts read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SQL)) {
            row.next();
            return new ServerFacts(
                    row.getString(1),
                    row.getInt(2),
                    row.getString(3),
                    row.getBoolean(4),
                    row.getBoolean(5),
                    row.getInt(6),
                    row.getString(7),
                    row.getString(8),
                    row.getString(9));
        }
    }
}
