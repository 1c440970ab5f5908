package io.github.pgsurge.connection;

import java.sql.SQLException;

/** Where connections on loan come from. Thread safe. */
@FunctionalInterface
public interface ConnectionSource {
    /** Lends nothing: for work that opens a connection of its own. */
    ConnectionSource NONE = () -> new Lease(null, nothing -> {});

    /**
     * A connection, waiting for it as long as the source sees fit.
     *
     * @throws SQLException when there is none to be had
     */
    Lease acquire() throws SQLException;
}
