package io.github.pgsurge.workload;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysAndUpdatesTest {
    private Scratch db;
    private TableName table;

    @BeforeEach
    void open() throws Exception {
        db = new Scratch();
        table = db.ensure("t", false, 1_000).name();
    }

    @AfterEach
    void close() throws SQLException {
        db.close();
    }

    @Test
    void knowsAllIdsThatExistAndNoOther() throws Exception {
        db.sql("DELETE FROM t WHERE id % 2 = 0");
        KeySpace keys = KeySpace.load(db.connection, table);
        assertThat(keys.size()).isEqualTo(500);
        assertThat(keys.choose(new KeyDistribution.Uniform(), new SplittableRandom(1), 500))
                .containsExactly(LongStream.range(0, 500).map(i -> 2 * i + 1).toArray());
        assertThat(db.connection.getAutoCommit()).isTrue();
    }

    @Test
    void samplesALargerTable() throws Exception {
        KeySpace keys = KeySpace.load(db.connection, table, 500);
        assertThat(keys.size()).isBetween(400, 500);
        long[] ids = keys.choose(new KeyDistribution.Uniform(), new SplittableRandom(1), 500);
        assertThat(ids).isSorted().doesNotHaveDuplicates().hasSize(keys.size());
        // row by row over the whole table, not whole pages
        assertThat(Arrays.stream(ids).filter(id -> id > 800).count()).isBetween(50L, 150L);
    }

    @Test
    void learnsNewIdsAtMostOnceASecondAndForgetsTheOldest() throws Exception {
        KeySpace keys = KeySpace.load(db.connection, table, 1_000);
        assertThat(keys.refresh(db.connection)).isFalse();
        db.sql("INSERT INTO t (name, email, age) SELECT 'a', 'b', 1 FROM generate_series(1, 300)");
        await("a second has passed").until(() -> keys.refresh(db.connection));
        assertThat(keys.size()).isEqualTo(1_000);
        assertThat(keys.choose(new KeyDistribution.Latest(), new SplittableRandom(1), 1_000))
                .containsExactly(LongStream.rangeClosed(301, 1_300).toArray());
        assertThat(keys.refresh(db.connection)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"uniform", "zipfian(3)", "latest", "hotspot(1%,100%)"})
    void aBatchNamesDistinctIdsInOrderHoweverSkewedTheChoice(String distribution) throws Exception {
        KeySpace keys = KeySpace.load(db.connection, table);
        assertThat(keys.choose(KeyDistribution.parse(Setting.UPDATE_KEYS, distribution), new SplittableRandom(1), 200))
                .hasSize(200)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 1_000})
    void touchesExactlyWhatItNamesAndNeverTheIdentity(int batchSize) throws Exception {
        String identities = db.ask("SELECT md5(string_agg(id || email || name, ',' ORDER BY id)) FROM t");
        db.sql("CREATE TABLE before AS SELECT * FROM t");
        UpdateOperation update = update(batchSize);
        update.prepare();
        Operation.Outcome result = update.execute(db.connection);
        assertThat(result.rows()).isEqualTo(batchSize);
        assertThat(result.failure()).isEmpty();
        assertThat(result.bytes()).isGreaterThan(batchSize * 200L);
        String changed = "SELECT count(*) FROM t JOIN before b USING (id) WHERE t.updated_at > b.updated_at";
        assertThat(db.ask(changed)).isEqualTo("" + batchSize);
        assertThat(db.ask(changed + " AND t.data <> b.data AND t.address <> b.address AND length(t.data) = 200"))
                .isEqualTo("" + batchSize);
        assertThat(db.ask(
                        "SELECT count(*) FROM t JOIN before b USING (id) WHERE t.updated_at = b.updated_at AND t = b"))
                .isEqualTo("" + (1_000 - batchSize));
        assertThat(db.ask("SELECT md5(string_agg(id || email || name, ',' ORDER BY id)) FROM t"))
                .isEqualTo(identities);
    }

    @Test
    void tellsRowsThatAreGone() throws Exception {
        UpdateOperation one = update(1);
        UpdateOperation many = update(1_000);
        db.sql("DELETE FROM t WHERE id > 400");
        many.prepare();
        Operation.Outcome some = many.execute(db.connection);
        assertThat(some.rows()).isEqualTo(400);
        assertThat(some.failure()).isEqualTo(UpdateOperation.NO_ROWS);
        db.sql("TRUNCATE t");
        one.prepare();
        assertThat(one.execute(db.connection)).satisfies(none -> {
            assertThat(none.rows()).isZero();
            assertThat(none.failure()).isEqualTo(UpdateOperation.NO_ROWS);
        });
        UpdateOperation nothing = update(10);
        nothing.prepare();
        assertThat(nothing.execute(db.connection)).isEqualTo(new Operation.Outcome(0, 0, 0, UpdateOperation.NO_ROWS));
    }

    @Test
    void refusesABatchOfNone() {
        assertThatThrownBy(() -> update(0)).isInstanceOf(Rejection.class).hasMessageContaining("UPDATE_BATCH_SIZE: 0");
    }

    private UpdateOperation update(int batchSize) throws SQLException, Rejection {
        KeySpace keys = KeySpace.load(db.connection, table);
        RowGenerator values = new RowGenerator(9, "run", "updater", 200);
        return new UpdateOperation(table, keys, new KeyDistribution.Uniform(), values, 4, batchSize);
    }
}
