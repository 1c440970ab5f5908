package io.github.pgsurge.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.connection.ConnectionManager;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A write load through PgBouncer 1.18 in transaction mode just works, though nothing of the driver is set for it. */
class PooledWritesTest {
    private static final int WRITERS = 6;
    private static final int TRANSACTIONS = 8;
    private static final int ROWS = 10;
    private static final int BATCHES = 2;

    private static PooledLoad load;

    @BeforeAll
    static void start() throws Exception {
        load = new PooledLoad();
    }

    @AfterAll
    static void stop() throws Exception {
        load.close();
    }

    private static void writesEverythingOnce(Map<String, String> properties) throws Exception {
        try (Scratch db = new Scratch()) {
            TableName table = db.ensure("t", false, 0).name();
            try (ConnectionManager manager = load.open(WRITERS, properties)) {
                for (InsertMode mode : InsertMode.values()) {
                    PooledLoad.write(
                            manager,
                            WRITERS,
                            TRANSACTIONS,
                            writer -> new InsertTransaction(
                                    mode, table, new RowGenerator(1, "run", writer + mode, 64), ROWS, BATCHES));
                }
                assertThat(manager.dsn().prepareThreshold()).isZero();
            }
            int expected = WRITERS * InsertMode.values().length * TRANSACTIONS * ROWS * BATCHES;
            assertThat(db.count(table)).isEqualTo(expected);
            assertThat(db.ask("SELECT count(DISTINCT email) FROM t")).isEqualTo(Integer.toString(expected));
        }
    }

    @Test
    void inEveryModeBySixWritersOnTwoServerConnections() throws Exception {
        writesEverythingOnce(Map.of());
    }

    @Test
    void alsoWithSavepointsOfTheDrivers() throws Exception {
        writesEverythingOnce(Map.of("autosave", "always"));
    }
}
