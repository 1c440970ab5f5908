package io.github.pgsurge.pgbouncer.canary;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** A setting that the session was given is there in the next transaction. */
final class OwnSetting implements Check {
    @Override
    public String subject() {
        return "session settings";
    }

    @Override
    public Optional<String> run(Connection connection, String nonce) throws SQLException {
        Session.run(connection, "SELECT set_config('pgsurge.canary', '" + nonce + "', false)");
        String found = Session.ask(connection, "SELECT current_setting('pgsurge.canary', true)");
        Session.run(connection, "SELECT set_config('pgsurge.canary', '', false)");
        return Session.difference(nonce, found);
    }
}
