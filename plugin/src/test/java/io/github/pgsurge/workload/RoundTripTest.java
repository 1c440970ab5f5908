package io.github.pgsurge.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.connection.ConnectionManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The round trips that a manager counts are those that PgBouncer counts, exactly. */
class RoundTripTest {
    private static final int WRITERS = 4;
    private static final int TRANSACTIONS = 6;

    private static PooledLoad load;

    @BeforeAll
    static void start() throws Exception {
        load = new PooledLoad();
    }

    @AfterAll
    static void stop() throws Exception {
        load.close();
    }

    @ParameterizedTest
    @EnumSource(InsertMode.class)
    void areThoseOfPgbouncerInEveryIngestMode(InsertMode mode) throws Exception {
        try (Scratch db = new Scratch()) {
            TableName table = db.ensure("t", false, 0).name();
            long before = load.pgbouncer.queries();
            long counted;
            try (ConnectionManager manager = load.open(WRITERS, Map.of())) {
                PooledLoad.write(
                        manager,
                        WRITERS,
                        TRANSACTIONS,
                        writer -> new InsertTransaction(
                                mode, table, new RowGenerator(1, "trips", writer, 1_024), 100, 1));
                counted = manager.state().roundTrips().orElseThrow();
            }
            assertThat(load.pgbouncer.queries() - before).as("%s", mode).isEqualTo(counted);
            assertThat(counted).as("each transaction is one at least").isGreaterThan(WRITERS * TRANSACTIONS);
            assertThat(db.count(table)).isEqualTo(WRITERS * TRANSACTIONS * 100);
        }
    }

    @Test
    void includeErrorsLargeAnswersAndSeveralStatementsAtOnce() throws Exception {
        long before = load.pgbouncer.queries();
        long counted;
        try (ConnectionManager manager = load.open(WRITERS, Map.of())) {
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
        assertThat(load.pgbouncer.queries() - before).isEqualTo(counted).isGreaterThan(3);
    }
}
