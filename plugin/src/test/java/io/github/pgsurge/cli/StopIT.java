package io.github.pgsurge.cli;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.testing.FreePorts;
import io.github.pgsurge.testing.TakesLong;
import io.github.pgsurge.verdict.Verdict;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a run is stopped, it ends soon, leaves its evidence, and nothing of it stays on the server. */
@TakesLong
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StopIT {
    @RegisterExtension
    static final OwnPostgres postgres = OwnPostgres.with("max_connections=40");

    @TempDir
    Path folder;

    private static void allWaitForTheLock(String run) {
        await("all three writers wait for the lock")
                .until(() -> postgres.look()
                                .number(
                                        "select count(*) from pg_stat_activity where application_name like 'pgsurge-load%"
                                                + run + "' and wait_event_type = 'Lock'")
                        == 3);
    }

    /** Sessions of a run on the server; each run here has the name of its table. */
    private static long sessions(String run) throws SQLException {
        return postgres.look().sessions("pgsurge%" + run);
    }

    static void command(int port, String command) throws Exception {
        byte[] bytes = command.getBytes(StandardCharsets.US_ASCII);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        }
    }

    private static void left(PgsurgeProcess run, String table, Verdict verdict) throws Exception {
        run.exited(verdict == Verdict.PASS ? 0 : 4);
        RunResult result = run.result();
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(run.output()).doesNotContain("\tat ");
        assertThat(postgres.look().number("select count(*) from " + table))
                .isEqualTo(500
                        + result.labels().get("insert").whole(SampleFigure.ROWS).orElseThrow());
    }

    @Test
    void aSecondSignalCancelsStatementsThatHang() throws Exception {
        try (PgsurgeProcess run = Launch.writeLoad(folder)
                        .on(postgres.server())
                        .with("TABLE_NAME", "hanging")
                        .with("RUN_ID", "hanging")
                        .withRules("count > 0")
                        .with("TEST_RUN_DURATION", "100s")
                        .start();
                Connection other = postgres.server().connectAsAdmin();
                Statement lock = other.createStatement()) {
            run.awaitElapsed(1);
            other.setAutoCommit(false);
            lock.execute("lock table hanging in access exclusive mode");
            allWaitForTheLock("hanging");

            run.signalAll("INT");
            run.awaitOutput("iterations are finished first");
            long first = System.nanoTime();
            await("a second and more since the first")
                    .until(() ->
                            System.nanoTime() - first > Duration.ofMillis(1_200).toNanos());
            assertThat(run.isAlive()).isTrue();
            run.signalAll("INT");
            run.awaitEnd(Duration.ofSeconds(5));

            await("nothing of the run waits on the server")
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> sessions("hanging") == 0);
            // inserts or updates, whichever hung
            assertThat(run.result().total().errorCodes()).containsKey("57014");
            other.rollback();
            left(run, "hanging", Verdict.PASS);
        }
    }

    @Test
    void stopTestNowCancelsStatementsThatHang() throws Exception {
        int port = FreePorts.udp();
        try (PgsurgeProcess run = Launch.jmeter(
                                folder,
                                Launch.plan("write-load"),
                                "-Jjmeterengine.nongui.port=" + port,
                                "-Jjmeterengine.nongui.maxport=" + port)
                        .on(postgres.server())
                        .with("TABLE_NAME", "hanging_now")
                        .with("RUN_ID", "hanging_now")
                        .withRules("count > 0")
                        .with("TEST_RUN_DURATION", "100s")
                        .start();
                Connection other = postgres.server().connectAsAdmin();
                Statement lock = other.createStatement()) {
            run.awaitElapsed(1);
            other.setAutoCommit(false);
            lock.execute("lock table hanging_now in access exclusive mode");
            allWaitForTheLock("hanging_now");

            command(port, "StopTestNow");
            run.awaitEnd(Duration.ofSeconds(8));

            await("nothing of the run waits on the server")
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> sessions("hanging_now") == 0);
            other.rollback();
            left(run, "hanging_now", Verdict.INCONCLUSIVE);
        }
    }

    @Test
    void shutdownEndsTheLoadAndIsNoPass() throws Exception {
        int port = FreePorts.udp();
        try (PgsurgeProcess run = Launch.jmeter(
                        folder,
                        Launch.plan("write-load"),
                        "-Jjmeterengine.nongui.port=" + port,
                        "-Jjmeterengine.nongui.maxport=" + port)
                .on(postgres.server())
                .with("TABLE_NAME", "shut_down")
                .with("RUN_ID", "shut_down")
                .with("TEST_RUN_DURATION", "100s")
                .start()) {
            run.awaitElapsed(1);
            command(port, "Shutdown");
            run.awaitEnd(Duration.ofSeconds(8));
            assertThat(run.result().total().errors()).isZero();
            left(run, "shut_down", Verdict.INCONCLUSIVE);
        }
    }

    @Test
    void aTestThatJMeterCannotStopIsNoPass() throws Exception {
        int port = FreePorts.udp();
        String spins = Files.readString(Launch.fixture("stock-spins"));
        String deaf = """
                if (vars.get("hangs") == null) {
                    vars.put("hangs", "from the second sample on")
                    return
                }
                println "hangs"
                long end = System.nanoTime() + 100_000_000_000L
                while (System.nanoTime() &lt; end) {
                    try {
                        Thread.sleep(1_000)
                    } catch (InterruptedException ignored) {
                    }
                }
                """;
        Path plan = Files.writeString(
                folder.resolve("deaf.jmx"),
                spins.replaceFirst("(?s)long end = .*System.gc\\(\\)", Matcher.quoteReplacement(deaf)));
        try (PgsurgeProcess run = Launch.jmeter(
                        folder,
                        plan,
                        "-Jthreads=2",
                        "-Jseconds=100",
                        "-Jjmeterengine.threadstop.wait=500",
                        "-Jjmeterengine.nongui.port=" + port,
                        "-Jjmeterengine.nongui.maxport=" + port)
                .withRules("errors rate < 1%")
                .start()) {
            run.awaitOutput("hangs");
            command(port, "StopTestNow");
            run.awaitEnd();
            run.exited(4);
            assertThat(run.result().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(run.result().total().count()).isBetween(1L, 2L);
            assertThat(run.output())
                    .contains("inconclusive: JMeter could not stop its threads")
                    .doesNotContain("iterations are finished first");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalBeforeTheLoadConcludesNothing(String signal) throws Exception {
        String name = "early_" + signal;
        try (PgsurgeProcess run = Launch.writeLoad(folder)
                .on(postgres.server())
                .with("TABLE_NAME", name)
                .with("RUN_ID", name)
                .start()) {
            run.awaitJMeter();
            run.signalAll(signal);
            run.awaitEnd(Duration.ofSeconds(10)).exited(4);
            assertThat(run.output()).doesNotContain("\tat ");
            await("no session is left").until(() -> sessions(name) == 0);
        }
    }
}
