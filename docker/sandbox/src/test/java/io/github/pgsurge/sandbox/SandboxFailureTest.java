package io.github.pgsurge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crashes, clashes and commands that are killed half way. */
@Order(1)
class SandboxFailureTest {
    /** Under which nothing that root makes is readable for the server's user, unless it is made so. */
    private static final List<String> WITH_A_STRICT_UMASK = List.of("sh", "-c", "umask 077; exec \"$@\"", "sh");

    @TempDir
    private Path root;

    private CheckoutFolder checkout;

    @BeforeEach
    void checkout() throws SandboxException {
        checkout = new CheckoutFolder(root);
    }

    @AfterEach
    void downLeavesNothing() throws SandboxException {
        checkout.down();
        checkout.assertNothingIsLeft();
    }

    @Test
    void takenPortIsNamedWithTheOptionThatChangesIt() throws Exception {
        try (ServerSocket other = new ServerSocket(checkout.port(), 1, InetAddress.getByAddress(new byte[4]))) {
            assertThatThrownBy(() -> checkout.up())
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
        PostgresProcesses processes = processes();
        ProcessHandle.of(CheckoutFolder.pid(first)).orElseThrow().destroyForcibly();
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
            assertThat(CheckoutFolder.pid(second)).isNotEqualTo(CheckoutFolder.pid(first));
            assertThat(checkout.said()).anyMatch(line -> line.contains("gone without being stopped"));
            try (Connection connection = checkout.connect()) {
                assertThat(CheckoutFolder.ask(connection, "SELECT answer FROM kept"))
                        .isEqualTo("42");
            }
            assertThat(sleeper.isAlive()).isTrue();
        } finally {
            sleeper.descendants().forEach(ProcessHandle::destroyForcibly);
            sleeper.destroyForcibly().waitFor();
        }
    }

    @Test
    void downAfterACrashLeavesNoSharedMemory() throws Exception {
        ProcessHandle postmaster =
                ProcessHandle.of(CheckoutFolder.pid(checkout.up())).orElseThrow();
        Set<String> mapped = sharedMemoryOf(postmaster.pid());
        assertThat(mapped).anyMatch(name -> name.startsWith("/dev/shm/")).anyMatch(name -> name.startsWith("SYSV "));
        postmaster.destroyForcibly();
        assertThat(checkout.down()).isTrue();
        assertThat(allSharedMemory()).doesNotContainAnyElementsOf(mapped);
    }

    @Test
    void upThatWasKilledHalfWayIsClearedAwayByTheNextUp() throws Exception {
        killUpWhenItCreatesTheDatabase();
        assertThat(checkout.status().state()).isEqualTo(SandboxStatus.State.UNFINISHED);
        assertThat(checkout.up().state()).isEqualTo(SandboxStatus.State.UP);
        assertThat(checkout.said().get(0)).isEqualTo("Removing what an interrupted command has left");
        try (Connection connection = checkout.connect()) {
            assertThat(CheckoutFolder.ask(connection, "SELECT 1")).isEqualTo("1");
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
        Process one = checkout.program(WITH_A_STRICT_UMASK, "up");
        Process two = checkout.program(WITH_A_STRICT_UMASK, "up");
        List<String> said = new ArrayList<>(CheckoutFolder.output(one));
        said.addAll(CheckoutFolder.output(two));
        assertThat(one.waitFor()).as("%s", said).isZero();
        assertThat(two.waitFor()).as("%s", said).isZero();
        assertThat(said).containsOnlyOnce("The sandbox is up already");
        assertThat(said.stream().filter(line -> line.startsWith("Creating the database")))
                .hasSize(1);
        assertThat(checkout.status().state()).isEqualTo(SandboxStatus.State.UP);
        try (Connection connection = checkout.connect()) {
            assertThat(CheckoutFolder.ask(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    /** The POSIX segments, by path, and System V segments, by id, that a process has mapped. */
    private static Set<String> sharedMemoryOf(long pid) throws IOException {
        Set<String> segments = new HashSet<>();
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps"))) {
            String[] fields = line.strip().split("\\s+", 6);
            if (fields.length == 6 && fields[5].startsWith("/dev/shm/")) {
                segments.add(fields[5]);
            } else if (fields.length == 6 && fields[5].startsWith("/SYSV")) {
                segments.add("SYSV " + fields[4]);
            }
        }
        return segments;
    }

    private static Set<String> allSharedMemory() throws IOException {
        Set<String> segments = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/dev/shm"))) {
            files.map(Path::toString).forEach(segments::add);
        }
        try (Stream<String> lines = Files.lines(Path.of("/proc/sysvipc/shm"))) {
            lines.skip(1).map(line -> line.strip().split("\\s+", 3)[1]).forEach(id -> segments.add("SYSV " + id));
        }
        return segments;
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

    private PostgresProcesses processes() throws SandboxException {
        Path postgres = checkout.files().postgres();
        return new PostgresProcesses(postgres.resolve("dist"), postgres.resolve("cluster/server/data"));
    }
}
