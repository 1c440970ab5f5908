package io.github.pgsurge.pgbouncer.canary;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One thing that a pooler may get wrong, tried on the connection of one client. Leaves nothing behind where sessions are
 * the client's own. Where they are not, what is left on the server's sessions is harmless and of a bounded number, and ends
 * with them. For one thread.
 */
interface Check {
    /** What it is about, for people. */
    String subject();

    /**
     * Tries it.
     *
     * @param connection in autocommit: each statement may run on another server connection
     * @param nonce a text of letters, digits, dots and - that nobody else has, and this client only now
     * @return what was wrong; empty when all was right
     * @throws SQLException when it could not be tried to its end, which proves nothing
     */
    Optional<String> run(Connection connection, String nonce) throws SQLException;
}
