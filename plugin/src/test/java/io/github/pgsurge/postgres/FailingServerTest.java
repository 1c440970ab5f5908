package io.github.pgsurge.postgres;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.sandbox.Credentials;
import io.github.pgsurge.testing.TestPgbouncer;
import io.github.pgsurge.testing.TestPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monitor of a server that hangs, is full, goes away, or is none. */
class FailingServerTest {
    private static Site site;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        site = Site.newest("max_connections=12");
    }

    @AfterAll
    static void stop() throws Exception {
        site.close();
    }

    @Test
    void aServerThatHangsHoldsUpNobodyButTheReading() throws Exception {
        Duration timeout = Duration.ofMillis(200);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Dsn dsn = Dsn.builder()
                    .hosts("127.0.0.1:" + silent.getLocalPort())
                    .database("db")
                    .user("role")
                    .password(Secret.of("secret"))
                    .build();
            long begin = System.nanoTime();
            try (Watching watching = new Watching(dsn, folder, Duration.ZERO, Duration.ofMillis(50), timeout)) {
                watching.monitor.loadBegins();
                watching.wrote(1);
                watching.second(false);
                Map<String, Object> block = watching.end();

                // begin, start and end wait for a reading each; nobody waits for the log-in, which may take a second
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
                assertThat(block).isEmpty();
                await("it is said").until(() -> watching.lines.size() == 1);
                assertThat(watching.lines.get(0))
                        .startsWith("PostgreSQL Monitor: ")
                        .contains("127.0.0.1:" + silent.getLocalPort())
                        .endsWith("; the run goes on, and so do the attempts")
                        .doesNotContain("secret\n", "Password");
            }
        }
    }

    @Test
    void aServerThatIsFullIsNotHammered() throws Exception {
        List<Connection> others = new ArrayList<>();
        try {
            for (int i = 0; i < 9; i++) {
                others.add(site.connect("other"));
            }
            int before = refusals();
            long begin = System.nanoTime();
            try (Watching watching = Watching.often(site.dsn(), folder)) {
                assertThat(watching.lines)
                        .singleElement()
                        .asString()
                        .contains("has no connection left, not even for the monitor", "the run goes on");
                await("it has tried again").until(() -> refusals() >= before + 2);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
                others.remove(0).close();
                await("it is back").until(() -> watching.lines.size() == 3);
                assertThat(watching.lines).contains("PostgreSQL Monitor: answers again");
            }
        } finally {
            for (Connection other : others) {
                other.close();
            }
        }
    }

    private static int refusals() {
        return site.log().split("FATAL: .*(slots|too many clients)", -1).length - 1;
    }

    @Test
    void goesOnWithAnotherConnectionWhenItsOwnIsEnded() throws Exception {
        site.asAdmin("grant pg_monitor to pgsurge");
        try (Watching watching = Watching.often(site.dsn(), folder)) {
            watching.monitor.loadBegins();
            watching.wrote(1);
            site.asAdmin(
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'pgsurge-monitor%'");
            await("it has failed and come back").until(() -> watching.lines.size() == 2);
            assertThat(watching.lines.get(0))
                    .contains(site.endpoint())
                    .endsWith("; the run goes on, and so do the attempts");
            assertThat(watching.lines.get(1)).isEqualTo("PostgreSQL Monitor: answers again");

            assertThat(watching.end())
                    .containsKeys("wal_bytes_per_row", "transactions", "cpu_s")
                    .doesNotContainKey("reset");
        } finally {
            site.asAdmin("revoke pg_monitor from pgsurge");
        }
    }

    @Test
    void theEndIsReadThoughTheConnectionWasEndedSinceTheLastReading() throws Exception {
        try (Watching watching = Watching.rarely(site.adminDsn(), folder)) {
            watching.monitor.loadBegins();
            watching.wrote(1);
            site.asAdmin(
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'pgsurge-monitor%'");

            assertThat(watching.end()).containsKeys("wal_bytes_per_row", "transactions");
            assertThat(watching.lines).isEmpty();
        }
    }

    @Test
    void aServerThatTakesItsPlaceCountsFromItsFirstReadingOn() throws Exception {
        Credentials watcher = Credentials.generate("watcher");
        String role = "create role watcher superuser login password '" + watcher.password() + "'";
        try (Site first = Site.newest();
                Site second = Site.newest()) {
            first.asAdmin(role);
            second.asAdmin(role);
            try (Connection busy = second.connect("busy");
                    Statement statement = busy.createStatement()) {
                statement.execute("create table busy (i int)");
                for (int i = 0; i < 500; i++) {
                    statement.execute("insert into busy values (1)");
                }
            }
            await("the second has counted it")
                    .until(() -> second.ask("select xact_commit from pg_stat_database where datname = '"
                                    + second.database() + "'")
                            >= 500);
            Dsn both = Dsn.builder()
                    .hosts(first.endpoint() + "," + second.endpoint())
                    .database(first.database())
                    .user(watcher.user())
                    .password(Secret.of(watcher.password()))
                    .build();
            try (Watching watching = Watching.rarely(both, folder)) {
                watching.monitor.loadBegins();
                first.stop();
                Map<String, Object> block = watching.end();

                assertThat(((Number) block.get("transactions")).longValue()).isLessThan(300);
                assertThat(block).doesNotContainKey("wal_bytes");
                assertThat(block.get("reset").toString()).contains("wal position", "pg_stat_database", "processes");
            }
        }
    }

    @Test
    void aWrongPasswordIsSaidWithTheSettingThatMendsIt() throws Exception {
        try (Watching watching = Watching.rarely(site.dsn(new Credentials("pgsurge", "not the password")), folder)) {
            assertThat(watching.lines)
                    .singleElement()
                    .asString()
                    .contains("DB_PASSWORD is wrong for DB_USER=pgsurge")
                    .doesNotContain("not the password");
            assertThat(watching.end()).isEmpty();
        }
    }

    @Test
    void aPoolerIsNoServer() throws Exception {
        TestPostgres server = TestPostgres.shared();
        try (TestPgbouncer pgbouncer = TestPgbouncer.start(server, 2)) {
            Dsn dsn = Dsn.builder()
                    .hosts("127.0.0.1:" + pgbouncer.port())
                    .database(server.database())
                    .user(server.user())
                    .password(Secret.of(server.password()))
                    .build();
            try (Watching watching = Watching.often(dsn, folder)) {
                watching.monitor.loadBegins();
                watching.wrote(1);
                watching.second(false);

                assertThat(watching.end()).isEmpty();
                assertThat(watching.monitor.remarks()).isEmpty();
                assertThat(watching.readings()).isEmpty();
                assertThat(watching.lines)
                        .singleElement()
                        .asString()
                        .contains("is a connection pooler", "Set GUARD_HOST and GUARD_PORT to PostgreSQL itself");
            }
        }
    }
}
