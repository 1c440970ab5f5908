package io.github.pgsurge.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** One part of a reading, of one view or of few that belong together; a new one is a class and a line in {@link Parts}. */
interface Part {
    /** Reads it. */
    void read(Connection connection, ReadingBuilder into) throws SQLException;
}
