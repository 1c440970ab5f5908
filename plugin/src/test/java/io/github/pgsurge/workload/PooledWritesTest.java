package io.github.pgsurge.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.connection.ConnectionManager;
import io.github.pgsurge.connection.Dsn;
import io.github.pgsurge.connection.DsnBuilder;
import io.github.pgsurge.connection.GuardAction;
import io.github.pgsurge.connection.GuardListener;
import io.github.pgsurge.connection.GuardSettings;
import io.github.pgsurge.connection.Lease;
import io.github.pgsurge.connection.PoolSettings;
import io.github.pgsurge.connection.PoolerPolicy;
import io.github.pgsurge.connection.RunLabel;
import io.github.pgsurge.connection.Secret;
import io.github.pgsurge.testing.TestPgbouncer;
import io.github.pgsurge.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A write load through PgBouncer 1.18 in transaction mode just works, though nothing of the driver is set for it. */
class PooledWritesTest {
    private static final int WRITERS = 6;
    private static final int TRANSACTIONS = 8;
    private static final int ROWS = 10;
    private static final int BATCHES = 2;

    private static TestPostgres server;
    private static TestPgbouncer pgbouncer;

    @BeforeAll
    static void start() throws Exception {
        server = TestPostgres.start();
        pgbouncer = TestPgbouncer.start(server, 2);
    }

    @AfterAll
    static void stop() throws Exception {
        if (pgbouncer != null) {
            pgbouncer.close();
        }
        server.close();
    }

    private static DsnBuilder at(String host, int port) {
        return Dsn.builder()
                .hosts(host)
                .port(Integer.toString(port))
                .database(server.database())
                .user(server.user())
                .password(Secret.of(server.password()));
    }

    private static ConnectionManager open(Map<String, String> properties) throws Exception {
        return ConnectionManager.open(
                at("127.0.0.1", pgbouncer.port()).extra(properties).build(),
                PoolSettings.of(WRITERS, 0, Duration.ofSeconds(20), Duration.ZERO),
                GuardSettings.of(
                        5,
                        GuardAction.SHED,
                        false,
                        Duration.ofSeconds(1),
                        "postgres",
                        Optional.of(at(server.host(), server.port()).build())),
                PoolerPolicy.AUTO,
                new RunLabel("run", "agent"),
                GuardListener.NONE);
    }

    /** Every writer's transactions, each in every mode; throws the first error there is. */
    private static void write(ConnectionManager manager, TableName table) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String name = "w" + writer;
                writers.add(threads.submit(() -> {
                    for (InsertMode mode : InsertMode.values()) {
                        InsertTransaction insert = new InsertTransaction(
                                mode, table, new RowGenerator(1, "run", name + mode, 64), ROWS, BATCHES);
                        for (int i = 0; i < TRANSACTIONS; i++) {
                            insert.prepare();
                            try (Lease lease = manager.acquire()) {
                                insert.execute(lease.connection());
                            }
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void writesEverythingOnce(String table, Map<String, String> properties) throws Exception {
        TableName name = TableName.parse("public." + table);
        try (ConnectionManager manager = open(properties)) {
            try (Lease lease = manager.acquire()) {
                new LoadTable(name, false, ExistingTable.REFUSE, 10, 1, "seed", 64)
                        .ensure(lease.connection(), SeedProgress.NONE);
            }
            write(manager, name);
            assertThat(manager.dsn().prepareThreshold()).isZero();
        }
        try (Connection direct = server.connect();
                Statement statement = direct.createStatement();
                ResultSet row = statement.executeQuery("select count(*), count(distinct email) from " + table)) {
            row.next();
            int expected = 10 + WRITERS * InsertMode.values().length * TRANSACTIONS * ROWS * BATCHES;
            assertThat(row.getInt(1)).isEqualTo(expected);
            assertThat(row.getInt(2)).isEqualTo(expected);
        }
    }

    @Test
    void inEveryModeBySixWritersOnTwoServerConnections() throws Exception {
        writesEverythingOnce("plain", Map.of());
    }

    @Test
    void alsoWithSavepointsOfTheDrivers() throws Exception {
        writesEverythingOnce("savepoints", Map.of("autosave", "always"));
    }
}
