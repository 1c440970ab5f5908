package io.github.pgsurge.workload;

import io.github.pgsurge.connection.ConnectionManager;
import io.github.pgsurge.connection.GuardAction;
import io.github.pgsurge.connection.GuardSettings;
import io.github.pgsurge.connection.Lease;
import io.github.pgsurge.connection.PoolSettings;
import io.github.pgsurge.connection.RunLabel;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.dsn.DsnBuilder;
import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.testing.TestPgbouncer;
import io.github.pgsurge.testing.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A load through a PgBouncer with two server connections, before the tests' server. Whoever started it closes it. */
final class PooledLoad implements AutoCloseable {
    final TestPostgres server = TestPostgres.shared();
    final TestPgbouncer pgbouncer;

    PooledLoad() throws IOException, InterruptedException {
        pgbouncer = TestPgbouncer.start(server, 2);
    }

    private DsnBuilder at(String host, int port) {
        return Dsn.builder()
                .hosts(host)
                .port(Integer.toString(port))
                .database(server.database())
                .user(server.user())
                .password(Secret.of(server.password()));
    }

    /** Opens a manager of so many connections with these properties of the driver; the caller closes it. */
    ConnectionManager open(int connections, Map<String, String> properties) throws Exception {
        return ConnectionManager.open(
                at("127.0.0.1", pgbouncer.port()).extra(properties).build(),
                PoolSettings.of(connections, 0, Duration.ofSeconds(20), Duration.ZERO),
                GuardSettings.of(
                        1,
                        GuardAction.WARN,
                        false,
                        Duration.ofSeconds(1),
                        "postgres",
                        Optional.of(at(server.host(), server.port()).build())),
                new RunLabel("pooled", ""),
                event -> {});
    }

    /** Makes the transactions of one writer. */
    @FunctionalInterface
    interface Writer {
        InsertTransaction inserts(String name) throws Rejection;
    }

    /** So many writers make so many transactions each, all at once; throws the first error there is. */
    static void write(ConnectionManager manager, int writers, int transactions, Writer writer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> writing = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                InsertTransaction insert = writer.inserts("w" + i);
                writing.add(threads.submit(() -> {
                    for (int done = 0; done < transactions; done++) {
                        insert.prepare();
                        try (Lease lease = manager.acquire()) {
                            insert.execute(lease.connection());
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : writing) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() throws IOException {
        pgbouncer.close();
    }
}
