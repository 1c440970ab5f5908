package io.github.pgsurge.cli;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.testing.FreePorts;
import io.github.pgsurge.testing.TakesLong;
import io.github.pgsurge.verdict.ThresholdResult;
import io.github.pgsurge.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two JMeter remote agents, the stock sample sender, one controller. */
@TakesLong
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class DistributedIT {
    private static final int SEED_ROWS = 500;

    @TempDir
    private static Path agentFolder;

    @RegisterExtension
    static final OwnPostgres postgres = OwnPostgres.with("max_connections=50");

    private static final List<Integer> ports = new ArrayList<>();
    private static final List<PgsurgeProcess> agents = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        // 50 - 3 reserved - 5 free - 2 control connections: two pools of 20 fit exactly
        for (int i = 0; i < 2; i++) {
            ports.add(FreePorts.tcp());
            agents.add(Launch.agent(agentFolder, ports.get(i))
                    .on(postgres.server())
                    .start());
        }
        for (PgsurgeProcess agent : agents) {
            agent.awaitOutput("Created remote object");
        }
    }

    @AfterAll
    static void stop() throws SQLException {
        agents.forEach(PgsurgeProcess::close);
    }

    /** The password is not given: it is each machine's own. */
    private Launch distributed() throws IOException {
        return distributed("write-load");
    }

    private Launch distributed(String plan) throws IOException {
        return Launch.pgsurge(
                        folder,
                        "run",
                        plan,
                        "--agents",
                        "127.0.0.1:" + ports.get(0) + ",127.0.0.1:" + ports.get(1),
                        "-J",
                        "server.rmi.ssl.disable=true")
                .on(postgres.server())
                .with("DB_PASSWORD", "");
    }

    private static long rows(RunResult result) {
        return result.labels().get("insert").whole(SampleFigure.ROWS).orElseThrow();
    }

    @Test
    void makesOneTableSeededOnceAndOneResultOnTheController() throws Exception {
        PgsurgeProcess run = distributed()
                .with("TABLE_NAME", "shared")
                .with("TEST_RUN_DURATION", "3s")
                .run()
                .exited(0);

        RunResult result = run.result();
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.agents()).hasSize(2);
        assertThat(postgres.look().number("select count(*) from shared where email like '%.seed.%'"))
                .isEqualTo(SEED_ROWS);
        assertThat(postgres.look().number("select count(*) from shared")).isEqualTo(SEED_ROWS + rows(result));
        assertThat(postgres.look().number("select count(distinct email) from shared"))
                .as("no two agents write the same identity")
                .isEqualTo(SEED_ROWS + rows(result));
        assertThat(postgres.look()
                        .number("select count(distinct split_part(split_part(email, '+', 2), '.', 1)) from shared"))
                .as("one run id")
                .isEqualTo(1);
    }

    @Test
    void tellsOfArrivalsWhatTheSamplesOfTheAgentsTell() throws Exception {
        PgsurgeProcess run = distributed()
                .with("TABLE_NAME", "arrivals")
                .with("STAGES", "0s:50/s,2s:50/s")
                .with("VUS", "5")
                .run()
                .exited(0);

        RunResult result = run.result();
        assertThat(PlainValues.of(result.findings()).get("arrivals"))
                .containsEntry("begun", result.total().count())
                .containsOnlyKeys("begun", "late");
        assertThat(run.out())
                .contains("From the intended start, p95: ")
                .contains("Arrivals: " + result.total().count() + " begun, ")
                .contains("how many agents dropped is not known");
    }

    @Test
    void theLastAgentDropsTheTable() throws Exception {
        distributed().with("TABLE_NAME", "gone").with("CLEANUP", "true").run().exited(0);
        assertThat(postgres.look().hasTable("gone")).isFalse();
    }

    @Test
    void aSignalAtTheControllerStopsBothAgentsAndLosesNoRow() throws Exception {
        try (PgsurgeProcess run = distributed()
                .with("TABLE_NAME", "stopped")
                .with("TEST_RUN_DURATION", "120s")
                .start()) {
            await("both agents write")
                    .until(() -> postgres.look().sessions("pgsurge-load%") >= 2
                            && postgres.look().number("select count(*) from pg_class where relname = 'stopped'") == 1
                            && postgres.look().number("select count(*) from stopped") > SEED_ROWS + 200);
            run.signal("INT");
            run.awaitEnd().exited(0);
            assertThat(rows(run.result()))
                    .isEqualTo(postgres.look().number("select count(*) from stopped") - SEED_ROWS);
            await("no session is left").until(() -> postgres.look().sessions("pgsurge-%") == 0);
        }
    }

    @Test
    void togetherTheAgentsKeepTheBudgetAndOneThatDoesNotFitStopsTheOther() throws Exception {
        // the tests' own session is one of the 50 as well: 20 fit once, but not twice
        PgsurgeProcess run = distributed()
                .with("TABLE_NAME", "refused")
                .with("DB_MAX_OPEN_CONNS", "20")
                .with("TEST_RUN_DURATION", "60s")
                .run()
                .exited(3);
        assertThat(run.result().verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(run.output()).contains("DB_MAX_OPEN_CONNS=20").contains("reserved by other pgsurge runs");
        await("no session is left").until(() -> postgres.look().sessions("pgsurge-%") == 0);
    }

    @Test
    void judgesTheRulesOnceOnWhatAllAgentsDid() throws Exception {
        PgsurgeProcess run = distributed()
                .with("TABLE_NAME", "judged")
                .with("INSERT_PERCENT", "100")
                .with("UPDATE_PERCENT", "0")
                .with("INSERT_BATCHES", "20")
                .withRules("insert count == 40", "insert count < 40")
                .run()
                .exited(99);
        assertThat(run.result().thresholds())
                .extracting(ThresholdResult::result)
                .containsExactly(Verdict.PASS, Verdict.FAIL);
        assertThat(run.result().thresholds())
                .allSatisfy(rule -> assertThat(rule.actual()).hasValue(40));
        assertThat(run.out().split("insert count == 40", -1)).hasSize(2);
    }

    @Test
    void aTypoInThePlansRulesStopsTheAgentsBeforeAnySampleCounts() throws Exception {
        Path plan = Files.writeString(
                folder.resolve("typo.jmx"),
                Files.readString(Launch.plan("write-load")).replace("errors rate &lt; 1%", "errors rat &lt; 1%"));
        PgsurgeProcess run = distributed(plan.toString())
                .with("TABLE_NAME", "typo")
                .with("TEST_RUN_DURATION", "600s")
                .run()
                .exited(2);
        assertThat(run.err()).containsOnlyOnce("pgsurge: Thresholds:1:8: unknown statistic 'rat'; did you mean rate?");
        assertThat(run.result().total().count()).isZero();
        await("no session is left").until(() -> postgres.look().sessions("pgsurge-%") == 0);
    }
}
