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
 * Looks on at the pools of a run; see {@link ConnectionBlock}. The figures are of one pool; with several managers in a plan, of
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
                        .put(ConnectionBlock.HELD, state.heldNow())
                        .put(ConnectionBlock.CAP, state.cap())
                        .put(ConnectionBlock.FREE, state.freeNow())
                        .put(ConnectionBlock.GUARD_STATE, state.guard().toString())
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
                .put(ConnectionBlock.MAX, state.max())
                .put(ConnectionBlock.RESERVED, state.reserved())
                .put(ConnectionBlock.BUDGET, state.budget())
                .put(ConnectionBlock.PEAK_HELD, state.peakHeld())
                .put(ConnectionBlock.MIN_FREE_SEEN, state.minFreeSeen())
                .put(ConnectionBlock.REFUSED_53300, state.refused53300())
                .put(ConnectionBlock.ROUND_TRIPS, state.roundTrips())
                .put(ConnectionBlock.ENDPOINT, manager.dsn().endpoint())
                .put(ConnectionBlock.DATABASE, manager.dsn().database())
                .put(ConnectionBlock.ROLE, server.role())
                .put(ConnectionBlock.POSTGRES_VERSION, server.version())
                .put(ConnectionBlock.MAX_CONNECTIONS, server.maxConnections())
                .put(ConnectionBlock.FSYNC, server.fsync())
                .put(ConnectionBlock.SYNCHRONOUS_COMMIT, server.synchronousCommit())
                .put(ConnectionBlock.FULL_PAGE_WRITES, server.fullPageWrites())
                .put(ConnectionBlock.DRIVER, DriverInfo.DRIVER_FULL_NAME)
                .put(ConnectionBlock.PREPARE_THRESHOLD, manager.dsn().prepareThreshold());
        manager.pooler()
                .pooler()
                .ifPresent(pooler -> findings.put(
                        ConnectionBlock.POOLER,
                        Fields.builder()
                                .put("mode", pooler.mode().toString())
                                .put(
                                        "prepared_statements",
                                        pooler.preparedStatements().toString())
                                .put("policy", manager.pooler().policy().toString())
                                .build()));
        return findings.put(ConnectionBlock.POOL_SIZE, state.reserved()).build();
    }

    @Override
    public Findings findings() {
        return atEnd;
    }
}
