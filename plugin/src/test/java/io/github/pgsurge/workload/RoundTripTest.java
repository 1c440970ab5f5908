package io.github.pgsurge.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.connection.ConnectionManager;
import io.github.pgsurge.connection.Dsn;
import io.github.pgsurge.connection.GuardAction;
import io.github.pgsurge.connection.GuardSettings;
import io.github.pgsurge.connection.Lease;
import io.github.pgsurge.connection.PoolSettings;
import io.github.pgsurge.connection.RunLabel;
import io.github.pgsurge.connection.Secret;
import io.github.pgsurge.testing.TestPgbouncer;
import io.github.pgsurge.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The round trips that a manager counts are those that PgBouncer counts, exactly. */
class RoundTripTest {
    private static final int WRITERS = 4;
    private static final int TRANSACTIONS = 6;

    private static TestPostgres server;
    private static TestPgbouncer pgbouncer;

    @BeforeAll
    static void start() throws Exception {
        server = TestPostgres.shared();
        pgbouncer = TestPgbouncer.start(server, 2);
    }

    @AfterAll
    static void stop() throws Exception {
        pgbouncer.close();
    }

    private static Dsn dsn(int port) throws Exception {
        return Dsn.builder()
                .hosts("127.0.0.1")
                .port(Integer.toString(port))
                .database(server.database())
                .user(server.user())
                .password(Secret.of(server.password()))
                .extra(port == server.port() ? Map.of() : Map.of("prepareThreshold", "0"))
                .build();
    }

    private static ConnectionManager open() throws Exception {
        return ConnectionManager.open(
                dsn(pgbouncer.port()),
                PoolSettings.of(WRITERS, 1, Duration.ofSeconds(20), Duration.ZERO),
                GuardSettings.of(
                        1, GuardAction.WARN, false, Duration.ofSeconds(1), "postgres", Optional.of(dsn(server.port()))),
                new RunLabel("trips", ""),
                event -> {});
    }

    @ParameterizedTest
    @EnumSource(InsertMode.class)
    void areThoseOfPgbouncerInEveryIngestMode(InsertMode mode) throws Exception {
        try (Scratch db = new Scratch()) {
            TableName table = db.ensure("t", false, 0).name();
            long before = pgbouncer.queries();
            long counted;
            try (ConnectionManager manager = open()) {
                ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
                try {
                    List<Future<?>> writing = new ArrayList<>();
                    for (int writer = 0; writer < WRITERS; writer++) {
                        int number = writer;
                        writing.add(writers.submit(() -> write(manager, mode, table, number)));
                    }
                    for (Future<?> one : writing) {
                        one.get();
                    }
                } finally {
                    writers.shutdownNow();
                }
                counted = manager.state().roundTrips().orElseThrow();
            }
            assertThat(pgbouncer.queries() - before).as("%s", mode).isEqualTo(counted);
            assertThat(counted).as("each transaction is one at least").isGreaterThan(WRITERS * TRANSACTIONS);
            assertThat(db.count(table)).isEqualTo(WRITERS * TRANSACTIONS * 100);
        }
    }

    private static Object write(ConnectionManager manager, InsertMode mode, TableName table, int writer)
            throws Exception {
        InsertTransaction insert =
                new InsertTransaction(mode, table, new RowGenerator(1, "trips", "w" + writer, 1_024), 100, 1);
        for (int i = 0; i < TRANSACTIONS; i++) {
            insert.prepare();
            try (Lease lease = manager.acquire()) {
                insert.execute(lease.connection());
            }
        }
        return null;
    }

    @Test
    void includeErrorsLargeAnswersAndCopyOut() throws Exception {
        long before = pgbouncer.queries();
        long counted;
        try (ConnectionManager manager = open()) {
            try (Connection fresh = manager.openFresh();
                    Statement statement = fresh.createStatement()) {
                try (ResultSet rows =
                        statement.executeQuery("SELECT n, repeat('Z', 3000) FROM generate_series(1, 500) AS n")) {
                    while (rows.next()) {
                        assertThat(rows.getString(2)).hasSize(3_000);
                    }
                }
                assertThat(statement.execute("SELECT 1; SELECT 2; SELECT 3")).isTrue();
                fresh.setAutoCommit(false);
                try {
                    statement.execute("SELECT 1/0");
                } catch (SQLException divisionByZero) {
                    fresh.rollback();
                }
            }
            counted = manager.state().roundTrips().orElseThrow();
        }
        assertThat(pgbouncer.queries() - before).isEqualTo(counted).isGreaterThan(3);
    }
}
