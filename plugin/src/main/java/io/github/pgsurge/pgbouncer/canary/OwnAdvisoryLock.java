package io.github.pgsurge.pgbouncer.canary;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** An advisory lock that the session has taken is the session's to give back. */
final class OwnAdvisoryLock implements Check {
    /** The class id spells "pgsc"; the key is the client's own. */
    private static final String CLASS_ID = "1885827939";

    private final String key;

    /** @param key of the lock; no other client has it */
    OwnAdvisoryLock(int key) {
        this.key = "(" + CLASS_ID + ", " + key + ")";
    }

    @Override
    public String subject() {
        return "advisory locks";
    }

    @Override
    public Optional<String> run(Connection connection, String nonce) throws SQLException {
        boolean taken =
                Session.ask(connection, "SELECT pg_try_advisory_lock" + key).equals("t");
        if (!taken) {
            return Optional.of("it is stranded: a session that is not this client's any more holds it");
        }
        boolean released =
                Session.ask(connection, "SELECT pg_advisory_unlock" + key).equals("t");
        return released ? Optional.empty() : Optional.of("it is stranded: it was taken in another session");
    }
}
