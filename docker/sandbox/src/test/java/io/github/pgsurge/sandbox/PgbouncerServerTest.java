package io.github.pgsurge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PgBouncer by itself: no PostgreSQL stands behind it. */
class PgbouncerServerTest {
    private static final Credentials ADMIN = Credentials.generate(PgbouncerServer.ADMIN);
    private static final Credentials ROLE = new Credentials("role \"x\"", "pass\"word");

    private Path folder;
    private PgbouncerServer server;

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "pgsurge-pgbouncer-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void destroy() throws SandboxException {
        if (server != null) {
            server.destroy();
        }
        FileTree.delete(folder);
    }

    private PgbouncerServer server(PgbouncerOptions options) throws SandboxException {
        server = new PgbouncerServer(folder.resolve("its own"), options, "127.0.0.1", 1, ADMIN, List.of(ROLE));
        return server;
    }

    @ParameterizedTest
    @EnumSource
    void listensInTheModeAskedForUntilItIsStopped(PoolMode mode) throws Exception {
        Installed.assume();
        PgbouncerOptions options = PgbouncerOptions.defaults()
                .onPort(0)
                .withPoolMode(mode)
                .withPoolSize(7)
                .withMaxClientConnections(1234);
        server(options).start();
        assertThat(server.pid()).isPresent();
        assertThat(Ports.answers(server.port())).isTrue();
        assertThat(server.configuration())
                .content()
                .contains(
                        "\npool_mode = " + mode.text() + "\n",
                        "\ndefault_pool_size = 7\n",
                        "\nmax_client_conn = 1234\n",
                        "\nlisten_port = " + server.port() + "\n",
                        "\nlisten_addr = 127.0.0.1\n",
                        "\nunix_socket_dir =\n")
                .doesNotContain(ADMIN.password(), ROLE.password());
        assertThat(server.log()).content().contains("process up: PgBouncer").doesNotContain("ERROR", "WARNING");

        server.stop();
        assertThat(server.pid()).isEmpty();
        assertThat(Ports.isFree(server.port())).isTrue();
    }

    @Test
    void runsAsTheServersAccountInASessionOfItsOwnWithFilesEnough() throws Exception {
        Installed.assume();
        server(PgbouncerOptions.defaults().onPort(0).withMaxClientConnections(3000))
                .start();
        long pid = server.pid().orElseThrow();
        Path process = Path.of("/proc", Long.toString(pid));
        Path userList = folder.resolve("its own/userlist.txt");
        assertThat(ServerAccount.uid(process)).isEqualTo(ServerAccount.uid(userList));
        assertThat(ServerAccount.uid(process) == 0).isFalse();
        assertThat(Files.getPosixFilePermissions(userList)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(userList).content().startsWith("\"role \"\"x\"\"\" \"pass\"\"word\"\n");
        String afterName = Files.readString(process.resolve("stat")).replaceFirst(".*\\) ", "");
        assertThat(afterName.split(" ", -1)[3]).as("session").isEqualTo(Long.toString(pid));
        assertThat(Files.readString(process.resolve("limits")))
                .containsPattern("Max open files +" + PgbouncerServer.openFiles(options(3000)) + " ");
    }

    private static PgbouncerOptions options(int clients) {
        return PgbouncerOptions.defaults().withMaxClientConnections(clients);
    }

    @Test
    void saysWhyInItsOwnWordsWhenItDoesNotStart() throws Exception {
        Path real = Installed.assume();
        Path broken = Files.writeString(folder.resolve("broken"), """
                #!/bin/sh
                broken=$(mktemp)
                sed 's/^auth_type.*/auth_type = telepathy/' "$2" >"$broken"
                %s --quiet "$broken"
                rm "$broken"
                """.formatted(real));
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() -> server(PgbouncerOptions.defaults().onPort(0).withProgram(broken))
                        .start())
                .isInstanceOf(SandboxException.class)
                .hasMessageMatching("PgBouncer did not start; it says: ERROR invalid value \"telepathy\" for parameter"
                        + " auth_type in configuration \\(.*\\); FATAL cannot load config file");
    }

    @Test
    void saysWhatABinaryThatCannotRunSays() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken"), "#!/bin/sh\necho 'no libevent here' >&2\nexit 127\n");
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() -> server(PgbouncerOptions.defaults().onPort(0).withProgram(broken))
                        .start())
                .isInstanceOf(SandboxException.class)
                .hasMessage("PgBouncer did not start; it says: no libevent here");
        assertThat(server.pid()).isEmpty();
    }

    @Test
    void stopEndsOneThatDoesNotListenToSigterm() throws Exception {
        Path deaf = Files.writeString(folder.resolve("deaf"), """
                #!/usr/bin/env python3
                import signal, socket, sys
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                port = [line.split("=")[1] for line in open(sys.argv[2]) if line.startswith("listen_port")][0]
                listener = socket.create_server(("127.0.0.1", int(port)))
                while True: listener.accept()
                """);
        Files.setPosixFilePermissions(deaf, PosixFilePermissions.fromString("rwxr-xr-x"));
        server(PgbouncerOptions.defaults().onPort(0).withProgram(deaf)).start();
        assertThat(server.pid()).isPresent();
        server.stop();
        assertThat(server.pid()).isEmpty();
    }

    @Test
    void othersThatReadItsFilesAreNotItsProcesses() throws Exception {
        PgbouncerServer down = server(PgbouncerOptions.defaults());
        Process reader = new ProcessBuilder("tail", "-F", down.configuration().toString())
                .redirectErrorStream(true)
                .start();
        try {
            down.stop();
            assertThat(reader.isAlive()).isTrue();
        } finally {
            reader.destroyForcibly().waitFor();
        }
    }

    @Test
    void reasonIsTheLastLineWhenNothingComplains() {
        assertThat(Stream.of("", "LOG a\n\nLOG b\n").map(PgbouncerServer::reason))
                .containsExactly("no output", "LOG b");
    }
}
