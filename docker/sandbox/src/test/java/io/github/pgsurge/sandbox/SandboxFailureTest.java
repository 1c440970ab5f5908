package io.github.pgsurge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crashes, clashes and commands that are killed half way. */
class SandboxFailureTest {
    @TempDir
    private Path root;

    private Checkout checkout;

    @BeforeEach
    void checkout() throws SandboxException {
        checkout = new Checkout(root);
    }

    @AfterEach
    void downLeavesNothing() throws SandboxException {
        checkout.down();
        checkout.assertNothingIsLeft();
    }

    @Test
    void takenPortIsNamedWithTheOptionThatChangesIt() throws Exception {
        try (ServerSocket other = new ServerSocket(checkout.port(), 1, InetAddress.getByAddress(new byte[4]))) {
            assertThatThrownBy(checkout::up)
                    .isInstanceOf(SandboxException.class)
                    .hasMessage("Port " + other.getLocalPort()
                            + " on 127.0.0.1 is taken by another program: choose another with --pg-port");
        }
        checkout.assertNothingIsLeft();
    }

    @Test
    void settingThatPostgresRejectsIsToldInItsOwnWordsAndLeavesNothing() throws Exception {
        assertThatThrownBy(() -> checkout.up("work_mem=plenty"))
                .isInstanceOf(SandboxException.class)
                .hasMessageStartingWith("PostgreSQL did not start; it says: ")
                .hasMessageContaining("invalid value for parameter \"work_mem\": \"plenty\"")
                .hasMessageContaining("--pg-setting")
                .message()
                .hasLineCount(1);
        checkout.assertNothingIsLeft();
    }

    @Test
    void serverThatWasKilledIsStartedAgainOnItsDataWhoeverHasItsPidNow() throws Exception {
        SandboxStatus first = checkout.up();
        try (Connection connection = checkout.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }
        ServerProcesses processes = processes();
        ProcessHandle.of(first.pid().orElseThrow()).orElseThrow().destroyForcibly();
        assertThat(processes.awaitEnd(Duration.ofSeconds(10))).isTrue();
        assertThat(checkout.status().state()).isEqualTo(SandboxStatus.State.GONE);

        // As after a reboot: another process of the server's user has the pid that the file holds.
        Process sleeper = new ProcessBuilder(ServerAccount.ofThisProcess().command(List.of("sleep", "60"))).start();
        try {
            Path pidFile = processes.dataDirectory().resolve("postmaster.pid");
            List<String> lines = Files.readAllLines(pidFile);
            lines.set(0, Long.toString(sleeper.pid()));
            Files.write(pidFile, lines);
            assertThat(checkout.status().state()).isEqualTo(SandboxStatus.State.GONE);

            SandboxStatus second = checkout.up();
            assertThat(second.state()).isEqualTo(SandboxStatus.State.UP);
            assertThat(second.pid()).isNotEqualTo(first.pid());
            assertThat(checkout.said()).anyMatch(line -> line.contains("gone without being stopped"));
            try (Connection connection = checkout.connect()) {
                assertThat(Checkout.ask(connection, "SELECT answer FROM kept")).isEqualTo("42");
            }
            assertThat(sleeper.isAlive()).isTrue();
        } finally {
            sleeper.descendants().forEach(ProcessHandle::destroyForcibly);
            sleeper.destroyForcibly().waitFor();
        }
    }

    @Test
    void upThatWasKilledHalfWayIsClearedAwayByTheNextUp() throws Exception {
        killUpWhenItCreatesTheDatabase();
        assertThat(checkout.status().state()).isEqualTo(SandboxStatus.State.UNFINISHED);
        assertThat(checkout.up().state()).isEqualTo(SandboxStatus.State.UP);
        assertThat(checkout.said().get(0)).isEqualTo("Removing what an interrupted command has left");
        try (Connection connection = checkout.connect()) {
            assertThat(Checkout.ask(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void upThatWasKilledHalfWayIsClearedAwayByDown() throws Exception {
        killUpWhenItCreatesTheDatabase();
        assertThat(checkout.down()).isTrue();
        checkout.assertNothingIsLeft();
    }

    @Test
    void upsAtTheSameTimeMakeOneServerThatOutlivesThem() throws Exception {
        Process one = checkout.program("up");
        Process two = checkout.program("up");
        List<String> said = new ArrayList<>(Checkout.output(one));
        said.addAll(Checkout.output(two));
        assertThat(one.waitFor()).as("%s", said).isZero();
        assertThat(two.waitFor()).as("%s", said).isZero();
        assertThat(said).containsOnlyOnce("The sandbox is up already");
        assertThat(said.stream().filter(line -> line.startsWith("Creating the database")))
                .hasSize(1);
        assertThat(checkout.status().state()).isEqualTo(SandboxStatus.State.UP);
        try (Connection connection = checkout.connect()) {
            assertThat(Checkout.ask(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    private void killUpWhenItCreatesTheDatabase() throws Exception {
        Process up = checkout.program("up");
        try (BufferedReader output = up.inputReader()) {
            assertThat(output.lines().anyMatch(line -> line.startsWith("Creating the database")))
                    .isTrue();
        } finally {
            up.destroyForcibly();
        }
        assertThat(up.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(checkout.files().env()).doesNotExist();
    }

    private ServerProcesses processes() throws SandboxException {
        Path postgres = checkout.files().postgres();
        return new ServerProcesses(postgres.resolve("dist"), postgres.resolve("cluster/server/data"));
    }
}
