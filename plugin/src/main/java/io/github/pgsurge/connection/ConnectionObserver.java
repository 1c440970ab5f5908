package io.github.pgsurge.connection;

import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.postgresql.util.DriverInfo;

/**
 * Looks on at the pools of a run; see {@link ConnectionFigures}. The figures are of one pool; with several managers in a plan, of
 * the first by name. They are taken with the last moment, while the pools are still open. Thread safe.
 */
public final class ConnectionObserver implements RunObserver {
    private final Supplier<SortedMap<String, ConnectionManager>> managers;
    private volatile Findings atEnd = Findings.NONE;

    /** @param managers those that are open now, by name */
    public ConnectionObserver(Supplier<SortedMap<String, ConnectionManager>> managers) {
        this.managers = managers;
    }

    private Optional<ConnectionManager> manager() {
        return managers.get().values().stream().findFirst();
    }

    /** Where the load's connections go; empty while no pool is open, and when one of several hosts takes them. */
    public Optional<InetSocketAddress> address() {
        return manager()
                .map(manager -> manager.dsn().hosts())
                .filter(hosts -> hosts.size() == 1)
                .map(hosts -> InetSocketAddress.createUnresolved(
                        hosts.get(0).host(), hosts.get(0).port()));
    }

    /** A line on each pool: the server, what decides how durable it is, the driver. */
    @Override
    public List<String> introduction() {
        return managers.get().values().stream().map(ConnectionObserver::line).toList();
    }

    private static String line(ConnectionManager manager) {
        ServerFacts server = manager.facts();
        Dsn dsn = manager.dsn();
        String pooler = manager.pooler()
                .pooler()
                .map(found -> ", through a pooler " + found.describe())
                .orElse("");
        return "PostgreSQL " + server.version() + " at " + dsn.endpoint() + "/" + dsn.database() + " as "
                + server.role() + " | fsync " + server.fsync() + ", synchronous_commit " + server.synchronousCommit()
                + ", full_page_writes " + server.fullPageWrites() + " | " + DriverInfo.DRIVER_FULL_NAME
                + ", prepareThreshold " + dsn.prepareThreshold() + pooler + ", pool "
                + manager.state().reserved() + " | " + Runtime.getRuntime().availableProcessors() + " CPUs";
    }

    @Override
    public Findings live() {
        return manager()
                .map(ConnectionManager::state)
                .map(state -> Findings.builder()
                        .put(ConnectionFigures.HELD, (long) state.heldNow())
                        .put(ConnectionFigures.CAP, (long) state.cap())
                        .put(ConnectionFigures.FREE, (long) state.freeNow())
                        .put(ConnectionFigures.GUARD_STATE, state.guard().toString())
                        .build())
                .orElse(Findings.NONE);
    }

    @Override
    public Optional<String> status() {
        return manager()
                .map(ConnectionManager::state)
                .map(state -> "conns " + state.heldNow() + "/" + state.cap() + ", " + state.freeNow() + " free, guard "
                        + state.guard());
    }

    @Override
    public void observe(Moment moment) {
        if (moment.last()) {
            atEnd = manager().map(ConnectionObserver::taken).orElse(Findings.NONE);
        }
    }

    private static Findings taken(ConnectionManager manager) {
        ConnectionState state = manager.state();
        ServerFacts server = manager.facts();
        Findings.Builder findings = Findings.builder()
                .put(ConnectionFigures.PEAK_HELD, (long) state.peakHeld())
                .put(ConnectionFigures.BUDGET, (long) state.budget())
                .put(ConnectionFigures.MIN_FREE_SEEN, (long) state.minFreeSeen())
                .put(ConnectionFigures.MAX, (long) state.max())
                .put(ConnectionFigures.RESERVED, (long) state.reserved())
                .put(ConnectionFigures.REFUSED_53300, state.refused53300())
                .put(ConnectionFigures.ROUND_TRIPS, state.roundTrips())
                .put(ConnectionFigures.ENDPOINT, manager.dsn().endpoint())
                .put(ConnectionFigures.DATABASE, manager.dsn().database())
                .put(ConnectionFigures.ROLE, server.role())
                .put(ConnectionFigures.POSTGRES_VERSION, server.version())
                .put(ConnectionFigures.MAX_CONNECTIONS, server.maxConnections())
                .put(ConnectionFigures.FSYNC, server.fsync())
                .put(ConnectionFigures.SYNCHRONOUS_COMMIT, server.synchronousCommit())
                .put(ConnectionFigures.FULL_PAGE_WRITES, server.fullPageWrites())
                .put(ConnectionFigures.DRIVER, DriverInfo.DRIVER_FULL_NAME)
                .put(ConnectionFigures.PREPARE_THRESHOLD, manager.dsn().prepareThreshold());
        manager.pooler()
                .pooler()
                .ifPresent(pooler -> findings.put(
                        ConnectionFigures.POOLER,
                        Fields.builder()
                                .put("mode", pooler.mode().toString())
                                .put(
                                        "prepared_statements",
                                        pooler.preparedStatements().toString())
                                .put("policy", manager.pooler().policy().toString())
                                .build()));
        return findings.put(ConnectionFigures.POOL_SIZE, state.reserved()).build();
    }

    @Override
    public Findings findings() {
        return atEnd;
    }
}
