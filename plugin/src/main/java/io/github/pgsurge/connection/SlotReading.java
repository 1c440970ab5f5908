package io.github.pgsurge.connection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One sample of who holds the server's connection slots, taken in one statement. Immutable.
 *
 * <p>Sound without {@code pg_read_all_stats} as well: of other roles' sessions {@code pg_stat_activity} then hides
 * {@code state} and {@code backend_type}, but not {@code usesysid}, {@code datid} and {@code application_name}. A hidden
 * session that has a role and a database counts as a client. That takes another role's parallel workers and logical
 * walsenders for clients: too many for a moment, never too few. Physical walsenders have no database, use slots of their
 * own (since 12) and do not count.
 *
 * @param roleLimit {@code rolconnlimit} of the load's role; empty when there is none, or for a superuser, who is exempt
 * @param databaseLimit {@code datconnlimit} of the load's database; empty likewise
 * @param databaseExists whether the server has the load's database
 */
record SlotReading(
        int maxConnections,
        int superuserReserved,
        int reserved,
        OptionalInt roleLimit,
        OptionalInt databaseLimit,
        boolean databaseExists,
        List<Sessions> sessions) {

    /**
     * Sessions alike in everything that the budget asks.
     *
     * @param name theirs, when they are pgsurge's
     * @param usesSlot false for a walsender, which counts against role and database limits only
     * @param inRole,inDatabase whether they are of the load's role, in the load's database
     * @param idle how many are known to be idle
     * @param hidden how many show no state to this role
     */
    record Sessions(
            Optional<SessionName> name,
            boolean usesSlot,
            boolean inRole,
            boolean inDatabase,
            int count,
            int idle,
            int hidden) {}

    private static final String SQL = """
            select current_setting('max_connections')::int,
                   current_setting('superuser_reserved_connections')::int,
                   coalesce(current_setting('reserved_connections', true)::int, 0),
                   r.rolsuper, r.rolconnlimit, d.datconnlimit,
                   s.mark, s.in_role, s.in_database, s.uses_slot, s.n, s.idle, s.hidden
            from (select) one
            left join pg_catalog.pg_roles r on r.rolname = ?
            left join pg_catalog.pg_database d on d.datname = ?
            left join lateral (
              select case when a.application_name like 'pgsurge-%' then a.application_name end as mark,
                     coalesce(a.usesysid = r.oid, false) as in_role,
                     coalesce(a.datid = d.oid, false) as in_database,
                     a.backend_type is distinct from 'walsender' as uses_slot,
                     count(*) as n,
                     count(*) filter (where a.state = 'idle') as idle,
                     count(*) filter (where a.backend_type is null) as hidden
              from pg_catalog.pg_stat_activity a
              where a.backend_type in ('client backend', 'walsender')
                 or (a.backend_type is null and a.usesysid is not null and a.datid is not null)
              group by 1, 2, 3, 4) s on true
            """;

    SlotReading {
        sessions = List.copyOf(sessions);
    }

    /** Reads it for a load of this role in this database; waits as long as the connection's network timeout allows. */
    static SlotReading take(Connection connection, String loadRole, String loadDatabase) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, loadRole);
            statement.setString(2, loadDatabase);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                boolean superuser = row.getBoolean(4);
                OptionalInt roleLimit = limit(row, 5, superuser);
                OptionalInt databaseLimit = limit(row, 6, superuser);
                row.getInt(6);
                boolean databaseExists = !row.wasNull();
                int max = row.getInt(1);
                int superuserReserved = row.getInt(2);
                int reserved = row.getInt(3);
                return new SlotReading(
                        max, superuserReserved, reserved, roleLimit, databaseLimit, databaseExists, sessions(row));
            }
        }
    }

    private static List<Sessions> sessions(ResultSet row) throws SQLException {
        List<Sessions> sessions = new ArrayList<>();
        do {
            String mark = row.getString(7);
            sessions.add(new Sessions(
                    mark == null ? Optional.empty() : SessionName.parse(mark),
                    row.getBoolean(10),
                    row.getBoolean(8),
                    row.getBoolean(9),
                    row.getInt(11),
                    row.getInt(12),
                    row.getInt(13)));
        } while (row.next());
        return sessions;
    }

    private static OptionalInt limit(ResultSet row, int column, boolean superuser) throws SQLException {
        int limit = row.getInt(column);
        return row.wasNull() || limit < 0 || superuser ? OptionalInt.empty() : OptionalInt.of(limit);
    }
}
