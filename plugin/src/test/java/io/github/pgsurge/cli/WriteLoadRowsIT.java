package io.github.pgsurge.cli;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.report.LabelResult;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.testing.TakesLong;
import io.github.pgsurge.verdict.Verdict;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What run.json says was inserted is in the table, row for row. */
@TakesLong
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class WriteLoadRowsIT {
    private static final int SEED_ROWS = 500;
    private static final String EVERYTHING_BUT_ID_AND_TIMES =
            "select md5(string_agg(md5(concat_ws('|', name, email, age, address, phone_number, data)), '' order by email))"
                    + " from ";

    @RegisterExtension
    static final OwnPostgres postgres = OwnPostgres.with("max_connections=60");

    @TempDir
    Path folder;

    private static long rows(RunResult result) {
        return insert(result).whole(SampleFigure.ROWS).orElseThrow();
    }

    private static LabelResult insert(RunResult result) {
        return result.labels().get("insert");
    }

    @Test
    void theSixModesLeaveTheSameRowsForTheSameSeed() throws Exception {
        Map<String, String> checksums = new HashMap<>();
        for (String mode : new String[] {"single", "batch", "values", "unnest", "copy-text", "copy-binary"}) {
            String table = "same_" + mode.replace('-', '_');
            Path own = folder.resolve(mode);
            own.toFile().mkdir();
            PgsurgeProcess run = Launch.writeLoad(own)
                    .on(postgres.server())
                    .with("TABLE_NAME", table)
                    .with("INSERT_MODE", mode)
                    .with("INSERT_BATCHES", "40")
                    .with("INSERT_SEED", "7")
                    .with("RUN_ID", "same")
                    .with("INSERT_PERCENT", "100")
                    .with("UPDATE_PERCENT", "0")
                    .with("TEST_RUN_DURATION", "60s")
                    .run()
                    .exited(0);

            RunResult result = run.result();
            assertThat(result.verdict()).isEqualTo(Verdict.PASS);
            assertThat(insert(result).count()).isEqualTo(40);
            assertThat(rows(result)).isEqualTo(40 * 20);
            assertThat(postgres.look().number("select count(*) from " + table)).isEqualTo(SEED_ROWS + rows(result));
            assertThat(postgres.look().number("select count(distinct email) from " + table))
                    .as("every row has an identity of its own")
                    .isEqualTo(SEED_ROWS + rows(result));
            assertThat(postgres.look()
                            .number("select count(distinct split_part(split_part(email, '+', 2), '.', 2)) from "
                                    + table))
                    .as("all three writers and the seeding had a share")
                    .isEqualTo(4);
            checksums.put(mode, postgres.look().text(EVERYTHING_BUT_ID_AND_TIMES + table));
        }
        assertThat(checksums).hasSize(6);
        assertThat(Set.copyOf(checksums.values()))
                .as("checksums of %s", checksums)
                .hasSize(1);
    }

    @Test
    void writersThatJoinWhenOthersHaveLeftWriteNoBatchMoreThanWasAskedFor() throws Exception {
        PgsurgeProcess run = Launch.writeLoad(folder)
                .on(postgres.server())
                .with("TABLE_NAME", "staged")
                .with("STAGES", "0s:3,3s:3,0s:1,500ms:1,0s:3,500ms:3")
                .with("INSERT_BATCHES", "6")
                .with("INSERT_PERCENT", "100")
                .with("UPDATE_PERCENT", "0")
                .run()
                .exited(0);

        assertThat(run.result().verdict()).isEqualTo(Verdict.PASS);
        assertThat(rows(run.result())).isEqualTo(6 * 20);
        assertThat(postgres.look().number("select count(*) from staged")).isEqualTo(SEED_ROWS + 6 * 20);
    }

    @ParameterizedTest
    @CsvSource({
        "single, INT, 1",
        "batch, TERM, 1",
        "values, INT, 1",
        "unnest, TERM, 3",
        "copy-text, INT, 3",
        "copy-binary, TERM, 1"
    })
    void aSignalInTheMiddleOfAMixLeavesExactlyTheRowsThatAreReported(String mode, String signal, int commitBatches)
            throws Exception {
        String table = "stopped_" + mode.replace('-', '_');
        try (PgsurgeProcess run = Launch.writeLoad(folder)
                .on(postgres.server())
                .with("TABLE_NAME", table)
                .with("INSERT_MODE", mode)
                .with("INSERT_COMMIT_BATCHES", Integer.toString(commitBatches))
                .with("INSERT_PERCENT", "60")
                .with("UPDATE_PERCENT", "20")
                .with("READ_PERCENT", "20")
                .with("TEST_RUN_DURATION", "60s")
                .start()) {
            run.awaitElapsed(1);
            if (signal.equals("INT")) {
                run.signalAll(signal);
            } else {
                run.signal(signal);
            }
            run.awaitEnd().exited(0);

            RunResult result = run.result();
            assertThat(result.verdict()).as("the verdict so far").isEqualTo(Verdict.PASS);
            assertThat(result.exitCode().code()).isZero();
            assertThat(result.duration().toSeconds()).isBetween(1L, 15L);
            assertThat(result.total().errors()).isZero();
            assertThat(result.labels()).containsOnlyKeys("insert", "update", "read");
            assertThat(rows(result)).isPositive().isEqualTo(insert(result).count() * 20 * commitBatches);
            assertThat(postgres.look().number("select count(*) from " + table)).isEqualTo(SEED_ROWS + rows(result));
            assertThat(run.output()).contains("interrupted").doesNotContain("Exception");
            await("no session is left").until(() -> postgres.look().sessions("pgsurge%") == 0);
        }
    }

    @Test
    void aRunThatComesToItsEndPassesAndItsTableCanBeUsedAgain() throws Exception {
        long before = 0;
        for (int round = 1; round <= 2; round++) {
            Path own = folder.resolve("round-" + round);
            own.toFile().mkdir();
            PgsurgeProcess run = Launch.writeLoad(own, "--duration", "2s")
                    .on(postgres.server())
                    .with("TABLE_NAME", "public.again")
                    .run()
                    .exited(0);
            RunResult result = run.result();
            long after = postgres.look().number("select count(*) from again");
            assertThat(after).isEqualTo((round == 1 ? SEED_ROWS : before) + rows(result));
            assertThat(result.duration().toMillis()).isBetween(1_900L, 6_000L);
            assertThat((long)
                            PlainValues.of(result.findings()).get("connections").get("peak_held"))
                    .isLessThanOrEqualTo(3);
            before = after;
        }
    }
}
