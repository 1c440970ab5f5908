package io.github.pgsurge.connection;

import java.sql.Connection;
import java.sql.SQLException;

/** A physical load connection that holds a permit. Reached from any wrapper by {@code unwrap}. */
interface GuardedConnection extends Connection {
    /** Marks it for closing if more connections are open than the cap allows; false when none is too many. */
    boolean claimSurplus();

    /** Marks it for closing whatever the cap: its permit is wanted elsewhere. False when it was marked before. */
    boolean doom();

    /** Whether the guard wants this one back, of any wrapper; then it is marked for closing. */
    static boolean isWantedBack(Connection connection) throws SQLException {
        return connection.unwrap(GuardedConnection.class).claimSurplus();
    }
}
