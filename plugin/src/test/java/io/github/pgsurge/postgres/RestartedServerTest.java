package io.github.pgsurge.postgres;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.sandbox.Credentials;
import io.github.pgsurge.sandbox.PostgresBinaries;
import io.github.pgsurge.sandbox.PostgresOptions;
import io.github.pgsurge.sandbox.PostgresServer;
import io.github.pgsurge.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** A server that is stopped, and started anew, as a standby too. */
class RestartedServerTest {
    @TempDir
    Path folder;

    private Path home;
    private PostgresServer server;

    @BeforeEach
    void start() throws Exception {
        Path programs = Path.of(
                ask(TestPostgres.shared().connectAsAdmin(), "select setting from pg_config where name = 'BINDIR'"));
        assumeTrue(Files.isExecutable(programs.resolve("initdb")), "the tests' PostgreSQL runs in a container");
        // whoever the server runs as must be able to reach it
        Path disk = Path.of("/var/tmp");
        home = Files.createTempDirectory(
                Files.isWritable(disk) ? disk : Path.of(System.getProperty("java.io.tmpdir")), "pgsurge-restarted-");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
        server = new PostgresServer(
                new PostgresBinaries(programs.getParent()),
                home.resolve("server"),
                PostgresOptions.of(0, 20, List.of("autovacuum=off")),
                Credentials.generate(PostgresServer.NAME),
                Credentials.generate(PostgresServer.ADMIN));
        server.create();
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.destroy();
        }
        if (home != null) {
            Files.deleteIfExists(home);
        }
    }

    private Dsn dsn() throws Rejection {
        return Dsn.builder()
                .hosts(PostgresServer.HOST + ":" + server.port())
                .database(PostgresServer.NAME)
                .user(server.admin().user())
                .password(Secret.of(server.admin().password()))
                .build();
    }

    private Connection connect(Properties properties) throws SQLException {
        PGProperty.USER.set(properties, server.admin().user());
        PGProperty.PASSWORD.set(properties, server.admin().password());
        return DriverManager.getConnection(
                "jdbc:postgresql://" + PostgresServer.HOST + ":" + server.port() + "/" + PostgresServer.NAME,
                properties);
    }

    /** Asks and closes. */
    private static String ask(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void itsProcessesCountAnewAndNothingElse() throws Exception {
        try (Watching watching = Watching.often(dsn(), folder)) {
            watching.monitor.loadBegins();
            server.stop();
            await("it is missed").until(() -> watching.lines.size() == 1);
            server.start();
            await("it is back").until(() -> watching.lines.size() == 2);
            ask(
                    connect(new Properties()),
                    "select count(*) from (select set_config('a.b', i::text, false)"
                            + " from generate_series(1, 10000) i) s");
            watching.wrote(1);
            Map<String, Object> block = watching.end();

            assertThat(block)
                    .containsKeys("wal_bytes_per_row", "transactions")
                    .containsEntry("reset", List.of("processes"));
            assertThat((Double) block.get("cpu_s")).isBetween(0.0, 60.0);
        }
    }

    @Test
    void aStandbyIsWatchedWithTheStandbysThatFollowIt() throws Exception {
        Path data = Path.of(ask(connect(new Properties()), "show data_directory"));
        server.stop();
        Files.createFile(data.resolve("standby.signal"));
        server.start();
        Properties replication = new Properties();
        PGProperty.REPLICATION.set(replication, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(replication, "12");
        PGProperty.PREFER_QUERY_MODE.set(replication, "simple");
        LogSequenceNumber replayed =
                LogSequenceNumber.valueOf(ask(connect(new Properties()), "select pg_last_wal_replay_lsn()"));
        try (Connection follower = connect(replication);
                PGReplicationStream stream = follower.unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .physical()
                        .withStartPosition(replayed)
                        .start()) {
            assertThat(stream.isClosed()).isFalse();
            try (Watching watching = Watching.rarely(dsn(), folder)) {
                watching.monitor.loadBegins();

                assertThat(watching.end())
                        .containsEntry("standbys", 1L)
                        .containsKeys("transactions", "backends_max")
                        .doesNotContainKeys("wal_bytes", "replication_lag_bytes_max");
            }
        }
    }
}
