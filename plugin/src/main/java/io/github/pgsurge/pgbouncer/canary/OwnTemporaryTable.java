package io.github.pgsurge.pgbouncer.canary;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** A temporary table that the session has made is there in the next transaction, with the session's own row. */
final class OwnTemporaryTable implements Check {
    private static final String UNDEFINED_TABLE = "42P01";

    @Override
    public String subject() {
        return "temporary tables";
    }

    @Override
    public Optional<String> run(Connection connection, String nonce) throws SQLException {
        Session.run(
                connection,
                "CREATE TEMPORARY TABLE IF NOT EXISTS pgsurge_canary (nonce text);"
                        + " TRUNCATE pg_temp.pgsurge_canary;"
                        + " INSERT INTO pg_temp.pgsurge_canary VALUES ('" + nonce + "')");
        String[] found = {""};
        Optional<String> gone = Session.step(
                () -> found[0] = Session.ask(connection, "SELECT nonce FROM pg_temp.pgsurge_canary"),
                Set.of(UNDEFINED_TABLE),
                "it is gone");
        Session.run(connection, "DROP TABLE IF EXISTS pg_temp.pgsurge_canary");
        return gone.or(() -> Session.difference(nonce, found[0]));
    }
}
