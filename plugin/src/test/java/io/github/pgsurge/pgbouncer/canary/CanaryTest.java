package io.github.pgsurge.pgbouncer.canary;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.connection.ConnectionSource;
import io.github.pgsurge.connection.Lease;
import io.github.pgsurge.pgbouncer.console.AdminConsole;
import io.github.pgsurge.pgbouncer.console.ConsoleException;
import io.github.pgsurge.pgbouncer.console.PoolReading;
import io.github.pgsurge.testing.TakesLong;
import io.github.pgsurge.testing.TestPgbouncer;
import io.github.pgsurge.testing.TestPostgres;
import io.github.pgsurge.workload.ConnectOperation;
import io.github.pgsurge.workload.Retry;
import io.github.pgsurge.workload.TimedOperation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Six clients on two server connections. */
@TakesLong
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CanaryTest {
    private static final int CLIENTS = 6;

    private final TestPostgres server = TestPostgres.shared();
    private final ConcurrentLinkedQueue<TimedOperation.Result> results = new ConcurrentLinkedQueue<>();
    private final AtomicInteger right = new AtomicInteger();

    private TestPgbouncer pgbouncer(String mode) throws Exception {
        return TestPgbouncer.start(
                server, Map.of("pool_mode", mode, "default_pool_size", mode.equals("session") ? "6" : "2"));
    }

    private Connection connect(int port, int prepareThreshold) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + server.database() + "?prepareThreshold="
                        + prepareThreshold,
                server.user(),
                server.password());
    }

    /** Runs checks until there are so many; the results of those that were not right are kept. */
    private void check(int port, int prepareThreshold, CanaryChecks checks, int count) throws Exception {
        AtomicInteger left = new AtomicInteger(count);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Canary canary = new Canary("1-" + i, checks);
                running.add(clients.submit(() -> {
                    try (Connection own = connect(port, prepareThreshold)) {
                        TimedOperation timed =
                                new TimedOperation(() -> new Lease(own, kept -> {}), canary, Retry.upTo(0));
                        while (left.getAndDecrement() > 0) {
                            TimedOperation.Result result = timed.run();
                            if (result.success()) {
                                right.incrementAndGet();
                            } else {
                                results.add(result);
                            }
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private List<String> wrong() {
        return results.stream()
                .filter(result -> result.code().equals(Canary.WRONG))
                .map(TimedOperation.Result::message)
                .toList();
    }

    @Test
    void seesThatClientsGetEachOthersAnswers() throws Exception {
        try (TestPgbouncer pgbouncer = pgbouncer("transaction")) {
            check(pgbouncer.port(), 5, CanaryChecks.ANSWERS, 2_400);
        }
        assertThat(wrong()).isNotEmpty().allSatisfy(finding -> assertThat(finding)
                .matches("answers: the answer is 1-\\d\\.[0-9a-f]+/\\d to 1-\\d.* instead of 1-\\d.*"));
        assertThat(wrong()).anySatisfy(finding -> assertThat(finding.charAt("answers: the answer is 1-".length()))
                .as("another client's")
                .isNotEqualTo(finding.charAt(finding.indexOf("instead of 1-") + "instead of 1-".length())));
    }

    @Test
    void findsNothingInAHundredThousandChecksWithoutPreparedStatements() throws Exception {
        try (TestPgbouncer pgbouncer = pgbouncer("transaction")) {
            check(pgbouncer.port(), 0, CanaryChecks.ANSWERS, 100_000);
        }
        assertThat(right).hasValue(100_000);
        assertThat(results).isEmpty();
    }

    @Test
    void findsNothingWhereSessionsAreTheClientsOwn() throws Exception {
        try (TestPgbouncer pgbouncer = pgbouncer("session")) {
            check(pgbouncer.port(), 5, CanaryChecks.ALL, 4_800);
        }
        check(server.port(), 5, CanaryChecks.ALL, 2_400);
        assertThat(results).isEmpty();
        assertThat(right).hasValue(7_200);
    }

    @Test
    void endsWhenItIsToldToThoughThePoolerHangs() throws Exception {
        try (TestPgbouncer pgbouncer = pgbouncer("transaction");
                AdminConsole console = pgbouncer.console();
                Connection own = connect(pgbouncer.port(), 0)) {
            console.query("PAUSE");
            endsWhenTold(
                    new TimedOperation(
                            () -> new Lease(own, kept -> {}), new Canary("1-1", CanaryChecks.ANSWERS), Retry.upTo(0)),
                    console);
            console.query("RESUME");
            awaitWaiting(console, 0);

            ConnectOperation.Opener pausedWhenOpen = () -> {
                Connection fresh = connect(pgbouncer.port(), 0);
                try (AdminConsole another = pgbouncer.console()) {
                    another.query("PAUSE");
                } catch (ConsoleException failure) {
                    throw new SQLException(failure);
                }
                return fresh;
            };
            endsWhenTold(
                    new TimedOperation(ConnectionSource.NONE, new ConnectOperation(pausedWhenOpen), Retry.upTo(0)),
                    console);
        }
    }

    private static void awaitWaiting(AdminConsole console, int clients) {
        await(clients + " clients wait")
                .until(() -> console.pools().stream()
                                .mapToLong(PoolReading::clWaiting)
                                .sum()
                        == clients);
    }

    private static void endsWhenTold(TimedOperation operation, AdminConsole console) throws Exception {
        CompletableFuture<TimedOperation.Result> result = CompletableFuture.supplyAsync(operation::run);
        awaitWaiting(console, 1);
        assertThat(operation.cancel()).isTrue();
        assertThat(result.get(10, TimeUnit.SECONDS).success()).isFalse();
    }

    @Test
    void seesEveryKindOfSessionStateThatIsLostOrSomebodyElses() throws Exception {
        try (TestPgbouncer pgbouncer = pgbouncer("transaction")) {
            check(pgbouncer.port(), 0, CanaryChecks.SESSION, 2_100);
        }
        SortedMap<String, Integer> subjects = new TreeMap<>();
        wrong().forEach(finding -> subjects.merge(finding.substring(0, finding.indexOf(':')), 1, Integer::sum));
        assertThat(subjects)
                .containsOnlyKeys(
                        "LISTEN",
                        "PREPARE and EXECUTE",
                        "advisory locks",
                        "cursors WITH HOLD",
                        "search_path",
                        "session settings",
                        "temporary tables");
    }
}
