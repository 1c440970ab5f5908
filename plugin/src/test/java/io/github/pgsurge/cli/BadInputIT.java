package io.github.pgsurge.cli;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.report.RunJson;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.testing.FreePorts;
import io.github.pgsurge.testing.TakesLong;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's mistake is exit code 2 and one line that names the setting, its value and what is allowed. */
@TakesLong
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
class BadInputIT {
    private static final List<String> TRACES = List.of("\tat ", "Exception", "Caused by");

    @RegisterExtension
    static final OwnPostgres postgres = OwnPostgres.with("max_connections=40");

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws SQLException {
        postgres.look()
                .sql(
                        "create table canary (id int)",
                        "insert into canary values (1)",
                        "grant all on canary to " + postgres.server().user(),
                        "create table stranger (id bigint primary key, colour text)",
                        "alter table stranger owner to " + postgres.server().user());
    }

    /** One line that says it, whatever else the run has said before. */
    private static void saysInOneLine(PgsurgeProcess process, String... parts) {
        process.exited(2);
        assertThat(process.output())
                .doesNotContain(TRACES)
                .doesNotContain(postgres.server().password());
        List<String> said = process.output()
                .lines()
                .filter(line -> line.startsWith("pgsurge: "))
                .toList();
        assertThat(said).as("lines of pgsurge in:%n%s", process.output()).hasSize(1);
        assertThat(said.get(0)).contains(parts);
    }

    private void leavesNothing() throws Exception {
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BATCH_SIZE | abc | a whole number from 1",
                "BATCH_SIZE | 0 | a whole number from 1",
                "BATCH_SIZE | -1 | a whole number from 1",
                "INSERT_MODE | telepathy | single, batch, values, unnest, copy-text, copy-binary",
                "UPDATE_KEYS | roulette | uniform, zipfian(theta), latest, hotspot(x%, y%)",
                "READ_PATTERN | tea-leaves | id-range",
                "TEST_RUN_DURATION | soon | 30s",
                "ENV_FILE | nowhere.env | nowhere.env",
                "RETRY_MAX | 101 | 100",
            })
    void aValueThatIsNotAllowedIsRefusedBeforeAnythingIsStarted(String name, String value, String allowed)
            throws Exception {
        PgsurgeProcess process =
                Launch.writeLoad(folder).on(postgres.server()).with(name, value).run();
        saysInOneLine(process, name, value, allowed);
        assertThat(process.err()).contains(name);
        assertThat(process.out()).isEmpty();
        leavesNothing();
    }

    @Test
    void aBatchThatCannotBeBoundSaysTheLargest() throws Exception {
        PgsurgeProcess process = Launch.writeLoad(folder, "-Jinsert.mode=values")
                .on(postgres.server())
                .with("BATCH_SIZE", "100000")
                .run();
        saysInOneLine(process, "BATCH_SIZE", "100000", "INSERT_MODE=values", "1 to 10922");
        leavesARunThatSaysTwo(process);
    }

    @Test
    void percentagesMustSumToAHundred() throws Exception {
        PgsurgeProcess process = Launch.writeLoad(folder)
                .on(postgres.server())
                .with("INSERT_PERCENT", "60")
                .with("UPDATE_PERCENT", "30")
                .run();
        saysInOneLine(process, "INSERT_PERCENT", "60 + 30 + 0 = 90", "100");
        leavesNothing();
    }

    @Test
    void aPasswordOnTheCommandLineIsRefusedAndNotRepeated() throws Exception {
        PgsurgeProcess process = Launch.writeLoad(folder, "-J", "db.password=sesame-open")
                .on(postgres.server())
                .run();
        saysInOneLine(process, "db.password", "environment");
        assertThat(process.output()).doesNotContain("sesame-open");
        leavesNothing();
    }

    @Test
    void stagesThatThePlanDoesNotFollowAreRefusedByPlainJMeterToo() throws Exception {
        PgsurgeProcess process = Launch.jmeter(folder, Launch.fixture("stock-spins"), "-Jstages=0s:5,3s:5")
                .run();
        saysInOneLine(process, "STAGES=0s:5,3s:5", "Staged Thread Group");
    }

    @Test
    void stagesThatThePlanDoesNotFollowAreRefused() throws Exception {
        PgsurgeProcess process = Launch.pgsurge(
                        folder, "run", Launch.fixture("stock-spins").toString(), "--stages", "0s:500/s,3s:500/s")
                .run();
        saysInOneLine(process, "STAGES=0s:500/s,3s:500/s", "Staged Thread Group");
        leavesNothing();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run nothing-such | nothing-such | write-load",
                "run write-load --preset nothing-such | nothing-such | small-batch",
                "run write-load --env-file nowhere.env | nowhere.env | ",
                "run write-load -J no-equals-sign | no-equals-sign | ",
                "run write-load --duration=x | TEST_RUN_DURATION=x | 30s",
                "run write-load --vus 0 | VUS=0 | a whole number from 1",
            })
    void aMistakeOnTheCommandLineIsSaidInOneLine(String line, String found, String allowed) throws Exception {
        PgsurgeProcess process = Launch.pgsurge(folder, line.split(" "))
                .on(postgres.server())
                .run()
                .exited(2);
        assertThat(process.output()).doesNotContain(TRACES);
        assertThat(process.out()).isEmpty();
        assertThat(process.err().lines().findFirst().orElseThrow())
                .contains(found)
                .contains(allowed == null ? "" : allowed);
        leavesNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run write-load --no-such-option", "no-such-command", "sandbox", "run", ""})
    void anUnknownOptionOrCommandSaysWhatThereIs(String line) throws Exception {
        PgsurgeProcess process = Launch.pgsurge(folder, line.isEmpty() ? new String[0] : line.split(" "))
                .on(postgres.server())
                .run();
        saysInOneLine(process, "see pgsurge", "--help");
        assertThat(process.err().lines()).hasSize(1);
        assertThat(process.out()).isEmpty();
        leavesNothing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x'; drop table canary; --",
                "x\"; drop table canary; --",
                "\"x\"\"; drop table canary\"",
                "a.b.c"
            })
    void aTableNameIsOneIdentifierOrRefused(String name) throws Exception {
        PgsurgeProcess process = Launch.writeLoad(folder)
                .on(postgres.server())
                .with("TABLE_NAME", name)
                .with("TEST_RUN_DURATION", "1s")
                .with("CLEANUP", "false")
                .run();
        if (process.exitCode() == 0) {
            String identifier = name.startsWith("\"") ? "x\"; drop table canary" : name;
            assertThat(postgres.look().number("select count(*) from \"" + identifier.replace("\"", "\"\"") + "\""))
                    .isEqualTo(500
                            + process.result()
                                    .labels()
                                    .get("insert")
                                    .whole(SampleFigure.ROWS)
                                    .orElseThrow());
        } else {
            saysInOneLine(process, "TABLE_NAME", name, "schema.table");
            leavesARunThatSaysTwo(process);
        }
        assertThat(postgres.look().number("select count(*) from canary")).isEqualTo(1);
    }

    @Test
    void aWrongPasswordIsSaidWithoutIt() throws Exception {
        PgsurgeProcess process = Launch.writeLoad(folder)
                .on(postgres.server())
                .with("DB_PASSWORD", "wr0ng-password")
                .run();
        saysInOneLine(process, "DB_PASSWORD", "DB_USER=" + postgres.server().user());
        assertThat(process.err()).contains("DB_PASSWORD");
        assertThat(process.output()).doesNotContain("wr0ng-password");
        leavesARunThatSaysTwo(process);
    }

    /** The log of the attempt stays, with a run.json that says what came of it. */
    private static void leavesARunThatSaysTwo(PgsurgeProcess process) throws Exception {
        RunResult result = process.result();
        assertThat(result.exitCode().code()).isEqualTo(2);
        assertThat(result.total().count()).isZero();
        assertThat(process.runDirectory().resolve("jmeter.log")).isNotEmptyFile();
    }

    @Test
    void aServerThatIsNotThereIsSaid() throws Exception {
        int closed = FreePorts.tcp();
        PgsurgeProcess process = Launch.writeLoad(folder)
                .on(postgres.server())
                .with("DB_PORT", Integer.toString(closed))
                .run();
        saysInOneLine(process, "DB_HOST", "DB_PORT", postgres.server().host() + ":" + closed);
    }

    @Test
    void aDatabaseThatIsNotThereIsSaid() throws Exception {
        PgsurgeProcess process = Launch.writeLoad(folder)
                .on(postgres.server())
                .with("DB_NAME", "atlantis")
                .run();
        saysInOneLine(process, "DB_NAME=atlantis", "does not exist");
    }

    @ParameterizedTest
    @CsvSource({"refuse, was not created by pgsurge", "use, does not fit"})
    void aTableThatDoesNotFitIsSaidAndLeftAlone(String existing, String why) throws Exception {
        String run = "stranger-" + existing;
        PgsurgeProcess process = Launch.writeLoad(folder)
                .on(postgres.server())
                .with("RUN_ID", run)
                .with("TABLE_NAME", "stranger")
                .with("TABLE_EXISTING", existing)
                .with("CLEANUP", "true")
                .run();
        saysInOneLine(process, "TABLE_NAME", "stranger", why);
        assertThat(postgres.look().number("select count(*) from stranger")).isZero();
        await("no session of the run is left").until(() -> postgres.look().sessions("pgsurge%" + run) == 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BATCH_SIZE | abc | a whole number from 1",
                "BATCH_SIZE | 100000 | 1 to 10922",
                "DB_PASSWORD | wr0ng-password | DB_USER",
                "UPDATE_PERCENT | 20 | 100",
                "UPDATE_KEYS | roulette | uniform",
            })
    void plainJMeterSaysTheSame(String name, String value, String allowed) throws Exception {
        PgsurgeProcess process = Launch.jmeter(folder, Launch.plan("write-load"))
                .on(postgres.server())
                .with("INSERT_PERCENT", "70")
                .with("UPDATE_PERCENT", "30")
                .with(name, value)
                .run();
        saysInOneLine(process, name, allowed);
        assertThat(process.err()).contains(name);
        assertThat(process.output()).doesNotContain("wr0ng-password");
        for (Path run : process.runDirectories()) {
            assertThat(RunJson.read(run.resolve("run.json"), Catalogue.installed())
                            .exitCode()
                            .code())
                    .isEqualTo(2);
        }
    }
}
