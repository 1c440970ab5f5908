package io.github.pgsurge.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.outcome.Rejection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowGeneratorTest {
    @Test
    void makesTheSameRowsWhateverTheBatchSize() throws Rejection {
        assertThat(rows(new RowGenerator(1, "r", "w", 100), 1, 30))
                .isEqualTo(rows(new RowGenerator(1, "r", "w", 100), 30, 1))
                .hasSize(30);
    }

    @Test
    void makesOtherRowsForAnotherWorkerOrSeed() throws Rejection {
        List<String> rows = rows(new RowGenerator(1, "r", "w", 100), 50, 1);
        assertThat(data(rows(new RowGenerator(1, "r", "v", 100), 50, 1))).isNotEqualTo(data(rows));
        assertThat(data(rows(new RowGenerator(2, "r", "w", 100), 50, 1))).isNotEqualTo(data(rows));
    }

    @Test
    void makesAnyRowAgainByItsNumber() throws Rejection {
        RowGenerator generator = new RowGenerator(1, "r", "w", 100);
        List<String> rows = rows(generator, 20, 1);
        RowBatch again = new RowBatch();
        generator.fill(again, 17, 1);
        assertThat(row(again, 0)).isEqualTo(rows.get(17));
        assertThat(generator.nextSequence()).isEqualTo(20);
    }

    @Test
    void numbersRowsWithoutGapsInTheirEmails() throws Rejection {
        RowGenerator generator = new RowGenerator(1, "run-1", "w_2", 0);
        RowBatch batch = new RowBatch();
        for (int i = 0; i < 1_200; i += 400) {
            generator.fill(batch, 400);
            for (int row = 0; row < 400; row++) {
                assertThat(RowIdentity.parse(batch.text(row, TextColumn.EMAIL)))
                        .contains(new RowIdentity("run-1", "w_2", i + row));
            }
        }
    }

    @Test
    void fitsTheColumnsAndVaries() throws Rejection {
        RowGenerator generator = new RowGenerator(3, "r".repeat(48), "w".repeat(40), 1024);
        RowBatch batch = new RowBatch();
        generator.fill(batch, Long.MAX_VALUE - 5_000, 5_000);
        Set<String> names = new HashSet<>();
        Set<String> cuts = new HashSet<>();
        for (int row = 0; row < batch.rows(); row++) {
            assertThat(batch.text(row, TextColumn.NAME)).matches("[A-Z][a-z]+ [A-Z][a-z]+");
            assertThat(batch.text(row, TextColumn.EMAIL)).matches("[a-z.]+\\+r{48}\\.w{40}\\.[0-9]{19}@example.com");
            assertThat(batch.text(row, TextColumn.ADDRESS))
                    .matches("[1-9][0-9]{0,3} [A-Z][a-z]+ [A-Z][a-z]+, [A-Z][A-Za-z ]+ [0-9]{5}");
            assertThat(batch.text(row, TextColumn.PHONE)).matches("\\+1-[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}");
            assertThat(batch.age(row)).isBetween(18, 90);
            assertThat(batch.text(row, TextColumn.DATA)).hasSize(1024);
            names.add(batch.text(row, TextColumn.NAME));
            cuts.add(batch.text(row, TextColumn.DATA));
        }
        assertThat(names).hasSizeGreaterThan(3_500);
        assertThat(cuts).hasSizeGreaterThan(4_900);
    }

    @Test
    void makesDataFromNothingToAMegabyteAndNoMore() throws Rejection {
        RowBatch batch = new RowBatch();
        for (int bytes : new int[] {0, 1, 1024, 65_537, RowGenerator.MAX_DATA_BYTES}) {
            new RowGenerator(1, "r", "w", bytes).fill(batch, 3);
            assertThat(batch.text(2, TextColumn.DATA)).hasSize(bytes);
        }
        for (int bytes : new int[] {-1, RowGenerator.MAX_DATA_BYTES + 1}) {
            assertThatThrownBy(() -> new RowGenerator(1, "r", "w", bytes))
                    .isInstanceOf(Rejection.class)
                    .hasMessageContaining("" + bytes)
                    .hasMessageContaining("0 to 1048576");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a.b", "a+b", "a@b", "a'b"})
    void refusesRunAndWorkerIdsThatWouldNotParseBack(String id) {
        assertThatThrownBy(() -> new RowGenerator(1, id, "w", 0))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("RUN_ID");
        assertThatThrownBy(() -> new RowGenerator(1, "r", id, 0))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("worker");
    }

    @Test
    void readsIdentitiesBackAndNothingElse() {
        RowIdentity identity = new RowIdentity("2026-01-01T00", "agent_1-3", Long.MAX_VALUE);
        assertThat(RowIdentity.parse(identity.email("jane.doe"))).contains(identity);
        for (String email : List.of(
                "jane.doe@example.com",
                "jane.doe+r.w.1@example.org",
                "jane.doe+r.w.01@example.com",
                "jane.doe+r.w@example.com",
                "jane.doe+r.w.-1@example.com",
                "jane.doe+r.w.9223372036854775808@example.com",
                "")) {
            assertThat(RowIdentity.parse(email)).as(email).isEmpty();
        }
    }

    static List<String> rows(RowGenerator generator, int batchSize, int batches) {
        RowBatch batch = new RowBatch();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            generator.fill(batch, batchSize);
            for (int row = 0; row < batch.rows(); row++) {
                rows.add(row(batch, row));
            }
        }
        return rows;
    }

    private static List<String> data(List<String> rows) {
        return rows.stream().map(row -> row.substring(row.lastIndexOf('|'))).toList();
    }

    private static String row(RowBatch batch, int row) {
        StringBuilder text = new StringBuilder().append(batch.age(row));
        for (TextColumn column : TextColumn.values()) {
            text.append('|').append(batch.text(row, column));
        }
        return text.toString();
    }
}
