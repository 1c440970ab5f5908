package io.github.pgsurge.postgres;

import io.github.pgsurge.evidence.Fields;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who is connected: the client backends of the whole server, but for the one that asks. Immutable and thread safe.
 *
 * @param backends how many
 * @param active how many run a statement
 * @param load how many are load connections of pgsurge
 * @param states how many are in each state; {@value #HIDDEN} for those that are not seen
 * @param applications how many bear each {@code application_name}; those of pgsurge without run and agent
 * @param waits how many of the active ones wait for what, {@code type:event}; {@value #ON_CPU} for those that wait for nothing
 * @param databases how many are in each database that takes connections, also where that is 0
 */
record Activity(
        int backends,
        int active,
        int load,
        SortedMap<String, Integer> states,
        SortedMap<String, Integer> applications,
        SortedMap<String, Integer> waits,
        SortedMap<String, Integer> databases) {

    static final String HIDDEN = "hidden";
    static final String ON_CPU = "CPU";

    private static final int MOST_APPLICATIONS = 20;
    private static final String PGSURGE_LOAD = "pgsurge-load";

    /**
     * Sound for every role: of sessions of other roles it sees database and application, and a session that has both a role
     * and a database counts as a client.
     */
    private static final String SQL = """
            select d.datname, s.application, s.state, s.wait, coalesce(s.n, 0)
            from pg_catalog.pg_database d
            full join (
              select datid,
                     case when application_name like 'pgsurge-%' then split_part(application_name, ' ', 1)
                          else application_name end as application,
                     state,
                     case when state = 'active' then coalesce(wait_event_type || ':' || wait_event, 'CPU') end as wait,
                     count(*) as n
              from pg_catalog.pg_stat_activity
              where (backend_type = 'client backend'
                     or backend_type is null and usesysid is not null and datid is not null)
                and pid <> pg_catalog.pg_backend_pid()
              group by 1, 2, 3, 4) s on s.datid = d.oid
            where s.n is not null or d.datallowconn and not d.datistemplate
            """;

    Activity {
        states = copy(states);
        applications = copy(applications);
        waits = copy(waits);
        databases = copy(databases);
    }

    private static SortedMap<String, Integer> copy(SortedMap<String, Integer> counts) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    static final Part PART = (connection, into) -> Sql.query(connection, SQL, rows -> into.activity(of(rows)));

    private static Activity of(ResultSet rows) throws SQLException {
        SortedMap<String, Integer> states = new TreeMap<>();
        SortedMap<String, Integer> applications = new TreeMap<>();
        SortedMap<String, Integer> waits = new TreeMap<>();
        SortedMap<String, Integer> databases = new TreeMap<>();
        while (rows.next()) {
            int count = rows.getInt(5);
            if (rows.getString(1) != null) {
                databases.merge(rows.getString(1), count, Integer::sum);
            }
            if (count == 0) {
                continue;
            }
            applications.merge(String.valueOf(rows.getString(2)), count, Integer::sum);
            String state = rows.getString(3);
            states.merge(state == null ? HIDDEN : state, count, Integer::sum);
            if (rows.getString(4) != null) {
                waits.merge(rows.getString(4), count, Integer::sum);
            }
        }
        return new Activity(
                states.values().stream().mapToInt(Integer::intValue).sum(),
                states.getOrDefault("active", 0),
                applications.getOrDefault(PGSURGE_LOAD, 0),
                states,
                applications,
                waits,
                databases);
    }

    /** What a line of {@code server.jsonl} says of it. */
    Fields fields() {
        return Fields.builder()
                .put("backends", backends)
                .put("backends_active", active)
                .put("load_backends", load)
                .put("states", Fields.ofCounts(states))
                .put("applications", Fields.ofCounts(most(applications, MOST_APPLICATIONS)))
                .put("waits", Fields.ofCounts(waits))
                .put("databases", Fields.ofCounts(databases))
                .build();
    }

    /** The largest of them, largest first. */
    static <N extends Number> Map<String, N> most(Map<String, N> figures, int count) {
        return figures.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, N> figure) ->
                                -figure.getValue().doubleValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(count)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }
}
