package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.connection.ConnectionManager;
import io.github.pgsurge.connection.ServerFacts;
import io.github.pgsurge.evidence.ConnectionState;
import io.github.pgsurge.report.ConnectionResult;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.postgresql.util.DriverInfo;

/**
 * What the pools of a test say for its report, also after they are closed. The figures are of one pool; with several
 * managers in a plan, of the first by name. Thread safe.
 */
final class PoolFacts {
    private final EngineRun engine;
    private volatile Optional<ConnectionResult> result = Optional.empty();
    private volatile Map<String, Object> environment = Map.of();

    PoolFacts(EngineRun engine) {
        this.engine = engine;
    }

    /** A line on each pool: the server, what decides how durable it is, the driver. */
    Collection<String> lines() {
        return engine.published(ConnectionManager.class).values().stream()
                .map(PoolFacts::line)
                .toList();
    }

    private static String line(ConnectionManager manager) {
        ServerFacts server = manager.facts();
        return "PostgreSQL " + server.version() + " at " + manager.dsn().endpoint() + "/"
                + manager.dsn().database() + " as " + server.role() + " | fsync " + server.fsync()
                + ", synchronous_commit " + server.synchronousCommit() + ", full_page_writes "
                + server.fullPageWrites() + " | " + DriverInfo.DRIVER_FULL_NAME + ", prepareThreshold "
                + manager.dsn().prepareThreshold() + pooler(manager) + ", pool "
                + manager.state().reserved() + " | "
                + Runtime.getRuntime().availableProcessors() + " CPUs";
    }

    private static String pooler(ConnectionManager manager) {
        return manager.pooler()
                .pooler()
                .map(pooler -> ", through a pooler " + pooler.describe())
                .orElse("");
    }

    /** Where the load's connections go; empty while no pool is open, and when one of several hosts takes them. */
    Optional<InetSocketAddress> address() {
        return manager()
                .map(manager -> manager.dsn().hosts())
                .filter(hosts -> hosts.size() == 1)
                .map(hosts -> InetSocketAddress.createUnresolved(
                        hosts.get(0).host(), hosts.get(0).port()));
    }

    /** The run's connections now. */
    Optional<ConnectionState> state() {
        return manager().map(manager -> {
            io.github.pgsurge.connection.ConnectionState state = manager.state();
            return new ConnectionState(
                    state.heldNow(), state.cap(), OptionalInt.of(state.freeNow()), Optional.of(state.guard()));
        });
    }

    /** Keeps what the pools say while they still say it. */
    void freeze() {
        result = manager().map(manager -> {
            io.github.pgsurge.connection.ConnectionState state = manager.state();
            return new ConnectionResult(
                    OptionalLong.of(state.max()),
                    OptionalLong.of(state.reserved()),
                    OptionalLong.of(state.budget()),
                    OptionalLong.of(state.peakHeld()),
                    OptionalLong.of(state.minFreeSeen()),
                    OptionalLong.of(state.refused53300()),
                    state.roundTrips());
        });
        environment = manager().map(PoolFacts::environment).orElse(Map.of());
    }

    private Optional<ConnectionManager> manager() {
        return engine.published(ConnectionManager.class).entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue);
    }

    private static Map<String, Object> environment(ConnectionManager manager) {
        ServerFacts server = manager.facts();
        Map<String, Object> pool = new LinkedHashMap<>();
        pool.put("endpoint", manager.dsn().endpoint());
        pool.put("database", manager.dsn().database());
        pool.put("role", server.role());
        pool.put("postgres_version", server.version());
        pool.put("max_connections", server.maxConnections());
        pool.put("fsync", server.fsync());
        pool.put("synchronous_commit", server.synchronousCommit());
        pool.put("full_page_writes", server.fullPageWrites());
        pool.put("driver", DriverInfo.DRIVER_FULL_NAME);
        pool.put("prepare_threshold", manager.dsn().prepareThreshold());
        manager.pooler().pooler().ifPresent(pooler -> {
            Map<String, Object> found = new LinkedHashMap<>();
            found.put("mode", pooler.mode().toString());
            found.put("prepared_statements", pooler.preparedStatements().toString());
            found.put("policy", manager.pooler().policy().toString());
            pool.put("pooler", found);
        });
        pool.put("pool_size", manager.state().reserved());
        return pool;
    }

    /** What the run did with connections, as frozen. */
    Optional<ConnectionResult> result() {
        return result;
    }

    /** The server's versions and settings, as frozen. */
    Map<String, Object> environment() {
        return environment;
    }
}
