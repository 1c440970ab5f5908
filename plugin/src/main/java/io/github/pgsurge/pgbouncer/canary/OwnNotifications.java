package io.github.pgsurge.pgbouncer.canary;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** A session that listens hears its own notification, and nobody else's. */
final class OwnNotifications implements Check {
    private static final String CHANNEL = "pgsurge_canary_";
    private static final int PATIENCE_MS = 500;

    private final String channel;

    /** @param client a text of letters, digits, dots and - that no other client has */
    OwnNotifications(String client) {
        channel = CHANNEL + client;
    }

    @Override
    public String subject() {
        return "LISTEN";
    }

    @Override
    public Optional<String> run(Connection connection, String nonce) throws SQLException {
        Session.run(connection, "LISTEN \"" + channel + '"');
        Session.run(connection, "SELECT pg_notify('" + channel + "', '" + nonce + "')");
        Optional<String> wrong = heard(connection.unwrap(PGConnection.class), nonce);
        Session.run(connection, "UNLISTEN \"" + channel + '"');
        return wrong;
    }

    /** The server sends a session's own notification before it is ready for the next query. */
    private Optional<String> heard(PGConnection connection, String nonce) throws SQLException {
        PGNotification[] come = connection.getNotifications();
        if (come == null || come.length == 0) {
            come = connection.getNotifications(PATIENCE_MS);
        }
        boolean own = false;
        for (PGNotification one : come == null ? new PGNotification[0] : come) {
            if (one.getName().startsWith(CHANNEL) && !one.getName().equals(channel)) {
                return Optional.of("a notification came for another client: " + one.getParameter());
            }
            own |= one.getName().equals(channel) && one.getParameter().equals(nonce);
        }
        return own ? Optional.empty() : Optional.of("its notification did not come");
    }
}
