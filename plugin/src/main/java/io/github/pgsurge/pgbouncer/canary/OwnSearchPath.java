package io.github.pgsurge.pgbouncer.canary;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The search path that the session was given is there in the next transaction. A schema is put at its end that does not
 * exist, so that a path that leaks into an application's session finds what the application's own finds.
 */
final class OwnSearchPath implements Check {
    private static final String MARK = "pgsurge_canary_";

    @Override
    public String subject() {
        return "search_path";
    }

    @Override
    public Optional<String> run(Connection connection, String nonce) throws SQLException {
        String path = Session.ask(connection, "SELECT current_setting('search_path')");
        String base = path.replaceAll("(, )?\"?" + MARK + "[^,\"]*\"?", "");
        String own = (base.isBlank() ? "" : base + ", ") + '"' + MARK + nonce + '"';
        set(connection, own);
        String found = Session.ask(connection, "SELECT current_setting('search_path')");
        set(connection, base);
        return Session.difference(own, found);
    }

    private static void set(Connection connection, String path) throws SQLException {
        Session.run(connection, "SELECT set_config('search_path', '" + path.replace("'", "''") + "', false)");
    }
}
