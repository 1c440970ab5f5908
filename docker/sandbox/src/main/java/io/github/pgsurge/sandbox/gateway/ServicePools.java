package io.github.pgsurge.sandbox.gateway;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.pgsurge.sandbox.SandboxException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The gateway's connections: pools of a fixed size, each of one {@link Service}. A service with several pools takes them
 * in turn. No connection is pinged, retired or replaced unless it breaks. Thread safe.
 */
final class ServicePools implements AutoCloseable {
    private static final int CONNECT_LIMIT_S = 5;
    /** Long enough to delete what an hour of load has created. */
    private static final int ANSWER_LIMIT_S = 60;

    private static final Duration ACQUIRE_LIMIT = Duration.ofSeconds(5);
    private static final Duration VALIDATION_LIMIT = Duration.ofSeconds(1);
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration POLL = Duration.ofMillis(20);

    private final GatewayOptions options;
    private final PGSimpleDataSource source;
    private final List<HikariDataSource> pools = new ArrayList<>();
    private final Map<Service, Turn> turns = new EnumMap<>(Service.class);

    private ServicePools(GatewayOptions options) {
        this.options = options;
        this.source = source(options);
        for (int pool = 0; pool < options.services(); pool++) {
            pools.add(new HikariDataSource(configuration(pool)));
        }
        for (Service service : Service.values()) {
            turns.put(
                    service,
                    new Turn(service.pools(options.services()).stream()
                            .map(pools::get)
                            .toList()));
        }
    }

    /**
     * Opens every connection of every pool: the pools side by side, each one connection after the other.
     *
     * @throws SandboxException with the server's message when one can't be had; none is left open
     */
    static ServicePools open(GatewayOptions options) throws SandboxException {
        probe(source(options), options, "");
        ServicePools pools = new ServicePools(options);
        try {
            pools.awaitAll();
            return pools;
        } catch (SandboxException e) {
            pools.close();
            throw e;
        }
    }

    /** A connection in autocommit mode; {@code close} gives it back. Waits at most 5 s for one. */
    Connection connection(Service service) throws SQLException {
        return turns.get(service).next().getConnection();
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
    }

    private void awaitAll() throws SandboxException {
        long start = System.nanoTime();
        long progress = start;
        int before = 0;
        for (int open = open(); open < options.connections(); open = open()) {
            long now = System.nanoTime();
            String state = open + " of " + options.connections() + " connections are open, then: ";
            if (open > before) {
                before = open;
                progress = now;
            } else if (now - progress > PATIENCE.toNanos()) {
                probe(source, options, state);
                progress = System.nanoTime();
            }
            if (now - start > OPEN_LIMIT.toNanos()) {
                throw failure(options, state + "no more within " + OPEN_LIMIT.toSeconds() + " s", null);
            }
            pause(options);
        }
    }

    private int open() {
        return pools.stream()
                .mapToInt(pool -> pool.getHikariPoolMXBean().getTotalConnections())
                .sum();
    }

    private HikariConfig configuration(int pool) {
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName(options.name() + "-" + Service.ofPool(pool) + "-" + (pool + 1));
        configuration.setDataSource(source);
        configuration.setMaximumPoolSize(options.servicePool());
        configuration.setMinimumIdle(options.servicePool());
        configuration.setConnectionTimeout(ACQUIRE_LIMIT.toMillis());
        configuration.setValidationTimeout(VALIDATION_LIMIT.toMillis());
        configuration.setMaxLifetime(0);
        configuration.setKeepaliveTime(0);
        // The constructor shall not open the first connection itself, one pool after the other.
        configuration.setInitializationFailTimeout(-1);
        return configuration;
    }

    private static PGSimpleDataSource source(GatewayOptions options) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {options.dbHost()});
        source.setPortNumbers(new int[] {options.dbPort()});
        source.setDatabaseName(options.dbName());
        source.setUser(options.role().user());
        source.setPassword(options.role().password());
        source.setApplicationName(options.name());
        source.setPrepareThreshold(options.prepareThreshold());
        source.setConnectTimeout(CONNECT_LIMIT_S);
        source.setLoginTimeout(CONNECT_LIMIT_S);
        source.setSocketTimeout(ANSWER_LIMIT_S);
        return source;
    }

    private static void probe(PGSimpleDataSource source, GatewayOptions options, String state) throws SandboxException {
        try {
            source.getConnection().close();
        } catch (SQLException e) {
            throw failure(options, state + OneLine.of(e), e);
        }
    }

    private static void pause(GatewayOptions options) throws SandboxException {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(options, "interrupted", e);
        }
    }

    private static SandboxException failure(GatewayOptions options, String reason, Exception cause) {
        return new SandboxException(
                "gateway " + options.name() + ": could not connect to the database " + options.dbName() + " at "
                        + options.dbHost() + ":" + options.dbPort() + " as "
                        + options.role().user() + ": " + reason,
                cause);
    }

    /** The pools of one service, in turn. */
    private static final class Turn {
        private final HikariDataSource[] pools;
        private final AtomicInteger next = new AtomicInteger();

        Turn(List<HikariDataSource> pools) {
            this.pools = pools.toArray(HikariDataSource[]::new);
        }

        HikariDataSource next() {
            return pools[Math.floorMod(next.getAndIncrement(), pools.length)];
        }
    }
}
