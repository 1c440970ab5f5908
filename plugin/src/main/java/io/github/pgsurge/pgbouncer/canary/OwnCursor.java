package io.github.pgsurge.pgbouncer.canary;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** A cursor WITH HOLD that the session has declared is there after its transaction. */
final class OwnCursor implements Check {
    private static final String NO_CURSOR = "34000";
    private static final String CURSOR_EXISTS = "42P03";

    @Override
    public String subject() {
        return "cursors WITH HOLD";
    }

    @Override
    public Optional<String> run(Connection connection, String nonce) throws SQLException {
        Optional<String> occupied = Session.step(
                () -> Session.run(
                        connection, "DECLARE pgsurge_canary CURSOR WITH HOLD FOR SELECT '" + nonce + "' AS nonce"),
                Set.of(CURSOR_EXISTS),
                "another client's of that name is there");
        if (occupied.isPresent()) {
            return occupied;
        }
        String[] found = {""};
        Optional<String> gone = Session.step(
                () -> found[0] = Session.ask(connection, "FETCH NEXT FROM pgsurge_canary"),
                Set.of(NO_CURSOR),
                "it is gone");
        Session.undo(connection, "CLOSE pgsurge_canary", NO_CURSOR);
        return gone.or(() -> Session.difference(nonce, found[0]));
    }
}
