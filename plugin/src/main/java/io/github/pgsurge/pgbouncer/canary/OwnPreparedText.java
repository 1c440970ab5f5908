package io.github.pgsurge.pgbouncer.canary;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What the session has prepared with SQL's PREPARE is what its EXECUTE executes. */
final class OwnPreparedText implements Check {
    private static final String NOT_PREPARED = "26000";
    private static final String PREPARED_ALREADY = "42P05";

    @Override
    public String subject() {
        return "PREPARE and EXECUTE";
    }

    @Override
    public Optional<String> run(Connection connection, String nonce) throws SQLException {
        Optional<String> occupied = Session.step(
                () -> Session.run(connection, "PREPARE pgsurge_canary AS SELECT '" + nonce + "' AS nonce"),
                Set.of(PREPARED_ALREADY),
                "another client's of that name is there");
        if (occupied.isPresent()) {
            return occupied;
        }
        String[] found = {""};
        Optional<String> gone = Session.step(
                () -> found[0] = Session.ask(connection, "EXECUTE pgsurge_canary"), Set.of(NOT_PREPARED), "it is gone");
        Session.undo(connection, "DEALLOCATE pgsurge_canary", NOT_PREPARED);
        return gone.or(() -> Session.difference(nonce, found[0]));
    }
}
