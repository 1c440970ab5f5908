package io.github.pgsurge.pgbouncer.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.dsn.HostPort;
import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.testing.TestPgbouncer;
import io.github.pgsurge.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminConsoleTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static TestPostgres server;

    @BeforeAll
    static void startServer() throws Exception {
        server = TestPostgres.shared();
    }

    private static AdminConsole connect(TestPgbouncer pgbouncer, String password) throws ConsoleException {
        return pgbouncer.console(password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scram-sha-256", "md5", "plain", "trust"})
    void logsInAsTheServerAsksAndReadsColumnsByName(String authType) throws Exception {
        try (TestPgbouncer pgbouncer = TestPgbouncer.start(server, Map.of("auth_type", authType));
                AdminConsole console = connect(pgbouncer, server.password())) {
            Map<String, String> version = console.query("SHOW VERSION").rows().get(0);
            assertThat(version.get("version")).startsWith("PgBouncer 1.");
            assertThat(console.query("SHOW POOLS").rows()).anySatisfy(pool -> {
                assertThat(pool).containsEntry("database", "pgbouncer");
                assertThat(ConsoleTable.number(pool, "cl_active")).hasValue(1);
                assertThat(ConsoleTable.number(pool, "no_such_column")).isEmpty();
            });
        }
    }

    @Test
    void refusesAWrongPasswordAndSurvivesARefusedCommand() throws Exception {
        try (TestPgbouncer pgbouncer = TestPgbouncer.start(server, 2)) {
            assertThatThrownBy(() -> connect(pgbouncer, "not-this"))
                    .isInstanceOf(ConsoleException.class)
                    .hasMessageContaining("127.0.0.1:" + pgbouncer.port())
                    .hasMessageContaining("SASL authentication failed")
                    .hasMessageNotContaining("not-this");
            try (AdminConsole console = connect(pgbouncer, server.password())) {
                assertThatThrownBy(() -> console.query("SHOW NONSENSE")).hasMessageContaining("SHOW NONSENSE");
                assertThat(console.query("SHOW LISTS").rows()).isNotEmpty();
            }
        }
    }

    @Test
    void countsTheRoundTripsOfEachDatabase() throws Exception {
        try (TestPgbouncer pgbouncer = TestPgbouncer.start(server, 2);
                AdminConsole console = connect(pgbouncer, server.password());
                Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + pgbouncer.port() + "/" + server.database()
                                + "?prepareThreshold=0",
                        server.user(),
                        server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            long before = console.queryCounts().get(server.database());
            for (int i = 0; i < 7; i++) {
                statement.execute("SELECT 1");
            }
            assertThat(console.queryCounts().get(server.database()) - before).isEqualTo(7);
        }
    }

    /** What no console sends, each followed by silence. */
    private static byte[] malformed(String kind) {
        return switch (kind) {
            case "huge" ->
                ByteBuffer.allocate(5).put((byte) 'R').putInt(Integer.MAX_VALUE).array();
            case "negative" -> ByteBuffer.allocate(5).put((byte) 'R').putInt(-1).array();
            case "short" ->
                ByteBuffer.allocate(6).put((byte) 'R').putInt(5).put((byte) 0).array();
            case "unknown" ->
                ByteBuffer.allocate(9).put((byte) 'R').putInt(8).putInt(99).array();
            case "unbegun" ->
                ByteBuffer.allocate(9).put((byte) 'R').putInt(8).putInt(11).array();
            default -> new byte[] {'R'};
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"huge", "negative", "short", "unknown", "unbegun", "silence"})
    void anAnswerThatIsNoneNeitherHangsItNorTakesMemory(String kind) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread peer = new Thread(() -> answer(listener, malformed(kind)), "malformed-console");
            peer.start();
            assertThatThrownBy(() -> AdminConsole.connect(
                            new ConsoleAddress.Tcp(new HostPort("127.0.0.1", listener.getLocalPort())),
                            ConsoleOptions.plain("admin", Secret.of("secret"), Duration.ofMillis(500))))
                    .isInstanceOf(ConsoleException.class)
                    .hasMessageContaining("127.0.0.1:" + listener.getLocalPort());
            peer.join(TIMEOUT.toMillis());
            assertThat(peer.isAlive()).isFalse();
        }
    }

    private static void answer(ServerSocket listener, byte[] bytes) {
        try (Socket socket = listener.accept()) {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            while (socket.getInputStream().read() >= 0) {
                // until the client gives up
            }
        } catch (IOException gone) {
            // the client has closed: what the test waits for
        }
    }
}
