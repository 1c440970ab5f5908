package io.github.pgsurge.cli;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.testing.TakesLong;
import io.github.pgsurge.testing.TestPostgres;
import io.github.pgsurge.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A run takes what the server has to spare, says so when that is too little, and gives back what others need. */
@TakesLong
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BudgetIT {
    /** max_connections 40, superuser_reserved_connections 3; one session is the test's own look. */
    @RegisterExtension
    static final OwnPostgres forty =
            OwnPostgres.with("max_connections=40", "log_connections=on", "log_error_verbosity=verbose");

    @TempDir
    Path folder;

    @AfterEach
    void leaveNothing() throws SQLException {
        forty.look().closeForeign();
        await("no session of a run is left").until(() -> forty.look().sessions("pgsurge%") == 0);
    }

    private static Map<String, Object> connections(PgsurgeProcess run) throws Exception {
        return PlainValues.of(run.result().findings()).get("connections");
    }

    @Test
    void idleSessionsOfOthersThatHoldTheSlotsRefuseTheRunBeforeItsFirstConnection() throws Exception {
        forty.look().foreign(34);
        String before = forty.server().log();

        PgsurgeProcess run = Launch.writeLoad(folder)
                .on(forty.server())
                .with("DB_MAX_OPEN_CONNS", "10")
                .run()
                .exited(3);

        assertThat(run.err().lines().filter(line -> line.startsWith("pgsurge: ")))
                .singleElement()
                .asString()
                .contains("DB_MAX_OPEN_CONNS=10 does not fit")
                .contains("max_connections 40 - superuser_reserved 3 - reserved 0 = 37 usable")
                .contains("35 held by other sessions")
                .contains("1 control connection", "1 for monitors", "DB_MIN_FREE_CONNS=5 to stay free", "-5 left");
        assertThat(run.output()).doesNotContain("\tat ");
        String during = forty.server().log().substring(before.length());
        assertThat(during.lines()
                        .filter(line -> line.contains(
                                "connection authorized: user=" + forty.server().user())))
                .as("the control connection, and no other")
                .singleElement()
                .asString()
                .contains("database=postgres", "application_name=pgsurge-control");
        assertThat(during).doesNotContain("53300");
        RunResult result = run.result();
        assertThat(result.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(result.exitCode().code()).isEqualTo(3);
        assertThat(result.total().count()).isZero();
        assertThat(forty.look().hasTable("load_test_data")).isFalse();
    }

    @Test
    void fitRunsWithWhatIsLeft() throws Exception {
        forty.look().foreign(10);

        PgsurgeProcess run = Launch.writeLoad(folder, "-Jguard.fit=true")
                .on(forty.server())
                .with("DB_MAX_OPEN_CONNS", "50")
                .with("CONCURRENT_WRITERS", "50")
                .with("TABLE_NAME", "fit")
                // connections are opened one after the other: time for all of them on a busy machine
                .with("TEST_RUN_DURATION", "8s")
                .run()
                .exited(0);

        // 37 usable, 10 foreign and the look, 1 control, 1 monitor, 5 free
        assertThat(connections(run)).containsEntry("max", 50L);
        assertThat(connections(run)).containsEntry("reserved", 19L);
        assertThat(connections(run)).containsEntry("peak_held", 19L);
        assertThat(connections(run)).containsEntry("refused_53300", 0L);
        assertThat((long) connections(run).get("min_free_seen")).isGreaterThanOrEqualTo(5);
        assertThat(run.result().total().errors()).isZero();
        assertThat(run.out()).contains("pool 19");
    }

    @Test
    void anIntruderGetsTheConnectionsOfTheRunAndNobodyIsRefused() throws Exception {
        String before = forty.server().log();
        try (PgsurgeProcess run = Launch.writeLoad(folder, "-Jguard.action=shed")
                .on(forty.server())
                .with("DB_MAX_OPEN_CONNS", "20")
                .with("CONCURRENT_WRITERS", "20")
                .with("DB_MIN_FREE_CONNS", "5")
                .with("TABLE_NAME", "intruded")
                .with("TEST_RUN_DURATION", "120s")
                .start()) {
            run.awaitOutput("conns 20/20");

            // 37 usable; 1 look + 1 control + 1 monitor + 20 load leave 14: the first step is free, the others cost the
            // run 20
            for (int step = 1; step <= 6; step++) {
                forty.look().foreign(step < 6 ? 5 : 4);
                long took = System.nanoTime();
                await("5 free again after step " + step).until(() -> free() >= 5);
                assertThat(System.nanoTime() - took)
                        .as("two intervals of the guard, and what the last transactions take")
                        .isLessThan(TimeUnit.MILLISECONDS.toNanos(2_500));
            }
            assertThat(forty.look().sessions("pgsurge-load%")).isZero();
            run.awaitOutput("conns 0/0");
            forty.look().closeForeign();
            run.awaitOutput("all 20 connections of this run may be used again");
            await("the pool is whole again").until(() -> forty.look().sessions("pgsurge-load%") == 20);
            run.signal("TERM");
            run.awaitEnd();

            assertThat(run.out()).contains("guard: ", "cap 20 -> ");
            assertThat(connections(run)).containsEntry("refused_53300", 0L);
            assertThat(run.result().total().errorCodes()).doesNotContainKey("53300");
            assertThat(forty.server().log().substring(before.length())).doesNotContain("53300");
            assertThat(forty.look().number("select count(*) from intruded"))
                    .isEqualTo(500
                            + run.result()
                                    .labels()
                                    .get("insert")
                                    .whole(SampleFigure.ROWS)
                                    .orElseThrow());
        }
    }

    private static long free() throws SQLException {
        return 37 - forty.look().number("select count(*) from pg_stat_activity where backend_type = 'client backend'");
    }

    @Test
    void guardStopEndsTheRunBeforeItsTime() throws Exception {
        try (PgsurgeProcess run = Launch.writeLoad(folder, "-Jguard.action=stop")
                .on(forty.server())
                .with("DB_MAX_OPEN_CONNS", "20")
                .with("TABLE_NAME", "stopped")
                .with("TEST_RUN_DURATION", "120s")
                .start()) {
            run.awaitOutput("guard ok");
            forty.look().foreign(12);
            run.awaitEnd().exited(4);
            assertThat(run.out()).contains("GUARD_ACTION=stop", "inconclusive: ended by the guard");
            assertThat(run.result().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }
    }

    @Test
    void ofThreeRunsAtOnceTwoRunAndTheThirdSaysWhoHasTheConnections() throws Exception {
        try (TestPostgres hundred = TestPostgres.start("max_connections=100")) {
            List<PgsurgeProcess> refused = threeAtOnce(hundred, false);
            List<PgsurgeProcess> turnedAway =
                    refused.stream().filter(run -> run.exitCode() == 3).toList();
            assertThat(refused.stream().map(PgsurgeProcess::exitCode)).containsExactlyInAnyOrder(0, 0, 3);
            assertThat(turnedAway.get(0).err())
                    .contains("97 usable", "82 reserved by other pgsurge runs")
                    // its own monitor, and those of the others that have come by then
                    .containsPattern("[123] for monitors, .* [678] left")
                    .containsPattern("(run-\\d\\S* 40 \\+ 1 control.*){2}");

            List<PgsurgeProcess> fitted = threeAtOnce(hundred, true);
            List<Long> reserved = new ArrayList<>();
            for (PgsurgeProcess run : fitted) {
                run.exited(0);
                assertThat(connections(run)).containsEntry("refused_53300", 0L);
                reserved.add((long) connections(run).get("reserved"));
            }
            assertThat(reserved).contains(40L, 40L).anyMatch(left -> left >= 6 && left <= 8);
        }
    }

    private List<PgsurgeProcess> threeAtOnce(TestPostgres server, boolean fit) throws Exception {
        List<PgsurgeProcess> runs = new ArrayList<>();
        try {
            for (int i = 1; i <= 3; i++) {
                Path own = Files.createDirectories(folder.resolve("fit-" + fit + "-" + i));
                runs.add(Launch.writeLoad(own)
                        .on(server)
                        .with("DB_MAX_OPEN_CONNS", "40")
                        .with("CONCURRENT_WRITERS", "40")
                        .with("GUARD_FIT", Boolean.toString(fit))
                        .with("RUN_ID", "run-" + i)
                        .with("TABLE_NAME", "three_" + i)
                        .with("TEST_RUN_DURATION", "8s")
                        .start());
            }
            runs.forEach(PgsurgeProcess::awaitEnd);
            return runs;
        } finally {
            runs.forEach(PgsurgeProcess::close);
        }
    }
}
