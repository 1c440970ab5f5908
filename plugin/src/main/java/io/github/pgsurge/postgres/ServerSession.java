package io.github.pgsurge.postgres;

import io.github.pgsurge.connection.MonitorConnection;
import io.github.pgsurge.connection.RunLabel;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.outcome.Rejection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of the monitor, and what its server has to be read. For one thread. */
final class ServerSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServerSession.class);

    /** Counter of the CPU time of the server's processes. */
    static final String CPU_MS = "cpu_ms";

    private static final String CPU_GROUP = "processes";

    /** For counters that are late, 50 ms apart. */
    private static final int MOST_LOOKS = 20;

    /** What decides how fast and how safe a server writes, and how much room it has. */
    private static final String SETTINGS = "select s.name, pg_catalog.current_setting(s.name) from"
            + " pg_catalog.pg_settings s where s.name in ('server_version', 'shared_buffers', 'max_wal_size',"
            + " 'min_wal_size', 'wal_buffers', 'checkpoint_timeout', 'checkpoint_completion_target', 'wal_compression',"
            + " 'wal_level', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method',"
            + " 'synchronous_standby_names', 'commit_delay', 'autovacuum', 'autovacuum_max_workers',"
            + " 'autovacuum_vacuum_cost_limit', 'max_connections', 'work_mem', 'maintenance_work_mem',"
            + " 'effective_io_concurrency', 'random_page_cost', 'jit', 'io_method', 'huge_pages', 'data_checksums',"
            + " 'block_size', 'track_io_timing', 'shared_preload_libraries') order by s.name";

    private final MonitorConnection connection;
    private final Postmaster postmaster;
    private final Layout layout;
    private final List<Part> parts;
    private final Map<String, String> settings;
    private final Optional<String> blindness;
    private final Optional<ClusterCpu> cpu;

    private ServerSession(
            MonitorConnection connection,
            Postmaster postmaster,
            Layout layout,
            List<Part> parts,
            Map<String, String> settings,
            Optional<String> blindness,
            Optional<ClusterCpu> cpu) {
        this.connection = connection;
        this.postmaster = postmaster;
        this.layout = layout;
        this.parts = parts;
        this.settings = settings;
        this.blindness = blindness;
        this.cpu = cpu;
    }

    /**
     * Connects and looks at what there is.
     *
     * @param table of the load, quoted where it must be
     * @param timeout longest wait for an answer
     * @param before the processes that an earlier session saw
     * @return empty when a pooler stands before the server
     * @throws Rejection when there is no connection to be had, with one line on why
     */
    static Optional<ServerSession> open(
            Dsn dsn, RunLabel label, String table, Duration timeout, Optional<ClusterCpu> before)
            throws Rejection, SQLException {
        MonitorConnection connection = MonitorConnection.open(dsn, label, timeout);
        try {
            Optional<ServerSession> session = connection.isBehindPooler()
                    ? Optional.empty()
                    : Optional.of(of(connection, table, timeout, before));
            if (session.isEmpty()) {
                connection.close();
            }
            return session;
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    private static ServerSession of(
            MonitorConnection monitor, String table, Duration timeout, Optional<ClusterCpu> before)
            throws SQLException {
        Connection connection = monitor.connection();
        Map<String, String> settings = new LinkedHashMap<>();
        // before the session has settings of its own
        Sql.query(connection, SETTINGS, rows -> {
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2));
            }
        });
        monitor.restrain(timeout);
        Layout layout = Layout.probe(connection);
        return new ServerSession(
                monitor,
                Postmaster.of(connection),
                layout,
                Parts.of(layout, table),
                settings,
                blindness(connection),
                clientPort(connection).stream()
                        .boxed()
                        .findFirst()
                        .flatMap(port -> cpu(monitor, port))
                        .map(cpu -> cpu.goingOnFrom(before)));
    }

    private static Optional<ClusterCpu> cpu(MonitorConnection connection, int clientPort) {
        try {
            return ClusterCpu.of(connection.backendPid(), clientPort);
        } catch (SQLException unknown) {
            return Optional.empty();
        }
    }

    private static OptionalInt clientPort(Connection connection) throws SQLException {
        int[] port = {0};
        Sql.row(connection, "select pg_catalog.inet_client_port()", row -> port[0] = row.getInt(1));
        return port[0] > 0 ? OptionalInt.of(port[0]) : OptionalInt.empty();
    }

    private static Optional<String> blindness(Connection connection) throws SQLException {
        String[] role = {null};
        Sql.row(
                connection,
                "select current_user, pg_catalog.quote_ident(current_user)"
                        + " where not pg_catalog.pg_has_role(current_user, 'pg_read_all_stats', 'usage')",
                row -> role[0] =
                        "role " + row.getString(1) + " does not see what sessions and statements of other roles"
                                + " do, nor how far standbys are behind; a superuser helps with: GRANT pg_monitor TO "
                                + row.getString(2));
        return Optional.ofNullable(role[0]);
    }

    /** What matters of the server's settings, as the load's role has them in this database. */
    Map<String, String> settings() {
        return settings;
    }

    /** What this role can't see and how to mend it; empty when it sees everything. */
    Optional<String> blindness() {
        return blindness;
    }

    /** The server's processes; empty when they are not on this machine. */
    Optional<ClusterCpu> cpu() {
        return cpu;
    }

    /** Takes one reading; a part that can't be had is left out of it. */
    Reading read() throws SQLException {
        ReadingBuilder reading = new ReadingBuilder(postmaster);
        for (Part part : parts) {
            try {
                part.read(connection.connection(), reading);
            } catch (SQLException failure) {
                if (!Sql.isOfOneStatement(failure)) {
                    throw failure;
                }
                log.debug("A part of a reading is left out: {}", failure.getMessage());
            }
        }
        cpu.ifPresent(processes -> processes.millis().ifPresent(millis -> {
            TreeMap<String, Long> values = new TreeMap<>();
            values.put(CPU_MS, millis);
            reading.counters(new Counters(CPU_GROUP, processes.postmaster(), true, values));
        }));
        return reading.build();
    }

    /**
     * Waits, for a second at most, until the server shows what it has counted up to now. From 15 on it always does; before,
     * a session is shown a file of the statistics collector that may be half a second old.
     */
    void awaitCounters() throws SQLException {
        try {
            String[] now = {""};
            Sql.row(
                    connection.connection(),
                    "select pg_catalog.clock_timestamp()::text",
                    row -> now[0] = row.getString(1));
            boolean[] shown = {false};
            for (int look = 0; look < MOST_LOOKS && !shown[0]; look++) {
                if (look > 0) {
                    Sql.row(connection.connection(), "select pg_catalog.pg_sleep(0.05)", row -> {});
                }
                Sql.row(
                        connection.connection(),
                        "select coalesce(pg_catalog.pg_stat_get_snapshot_timestamp() >= '" + now[0]
                                + "'::timestamptz, true)",
                        row -> shown[0] = row.getBoolean(1));
            }
        } catch (SQLException failure) {
            if (!Sql.isOfOneStatement(failure)) {
                throw failure;
            }
            log.debug("How old the counters are is not known: {}", failure.getMessage());
        }
    }

    /** Looks at the statements; empty where nothing counts them. */
    Optional<StatementTimes> statements() throws SQLException {
        return StatementTimes.read(connection.connection(), layout);
    }

    /** The statements that took most time since an earlier look. */
    List<Fields> mostSince(StatementTimes earlier) throws SQLException {
        Optional<StatementTimes> now = statements();
        return now.isEmpty() ? List.of() : now.get().most(earlier, connection.connection(), layout);
    }

    @Override
    public void close() {
        connection.close();
    }
}
