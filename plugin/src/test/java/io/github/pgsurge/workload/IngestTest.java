package io.github.pgsurge.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.connection.Lease;
import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Words;
import io.github.pgsurge.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IngestTest {
    private static final List<String> NASTY = List.of(
            "\\",
            "\\N",
            "\\.",
            "a\tb",
            "a\nb",
            "a\r\nb",
            "\b\f\u000b\u0001\u001f\u007f",
            "'\"`$$",
            "{a,\"b\\\"}",
            "NULL",
            "",
            " ",
            "ends with \\",
            "eight by\ttes and more\n",
            "Zoë Müller, Þórshöfn, 東京, \uD83D\uDE00",
            "x".repeat(7) + "\\" + "y".repeat(9));

    private Scratch db;
    private TableName table;

    @BeforeEach
    void open() throws Exception {
        db = new Scratch();
        table = db.ensure("t", false, 0).name();
    }

    @AfterEach
    void close() throws SQLException {
        db.close();
    }

    @Test
    void allModesLeaveTheSameValues() throws Exception {
        TreeSet<String> checksums = new TreeSet<>();
        for (InsertMode mode : InsertMode.values()) {
            InsertTransaction insert = transaction(mode, 77, 3);
            for (int i = 0; i < 2; i++) {
                insert.prepare();
                assertThat(insert.execute(db.connection).rows()).as("%s", mode).isEqualTo(231);
            }
            assertThat(db.count(table)).as("%s", mode).isEqualTo(462);
            checksums.add(checksum());
            db.sql("TRUNCATE " + table.quoted());
        }
        assertThat(checksums).hasSize(1).doesNotContain("d41d8cd98f00b204e9800998ecf8427e");
    }

    @ParameterizedTest
    @EnumSource(InsertMode.class)
    void bringsEveryCharacterThrough(InsertMode mode) throws Exception {
        bringsEveryCharacterThrough(mode, db.connection);
    }

    @ParameterizedTest
    @EnumSource(InsertMode.class)
    void bringsEveryCharacterThroughWithoutBinaryTransfer(InsertMode mode) throws Exception {
        TestPostgres server = TestPostgres.shared();
        try (Connection text = DriverManager.getConnection(
                server.jdbcUrl() + "?binaryTransfer=false", server.user(), server.password())) {
            bringsEveryCharacterThrough(mode, text);
        }
    }

    private void bringsEveryCharacterThrough(InsertMode mode, Connection connection) throws SQLException {
        RowBatch batch = new RowBatch();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < NASTY.size(); i++) {
            String nasty = NASTY.get(i);
            batch.add(nasty, nasty + i, i - 3, nasty, "\t\\" + i, nasty + nasty);
            expected.add(String.join("|", nasty, nasty + i, "" + (i - 3), nasty, "\t\\" + i, nasty + nasty));
        }
        Ingest ingest = mode.on(table);
        ingest.prepare(batch);
        assertThat(ingest.execute(connection)).isEqualTo(NASTY.size());
        List<String> found = new ArrayList<>();
        try (Statement statement = db.connection.createStatement();
                ResultSet r =
                        statement.executeQuery("SELECT concat_ws('|', name, email, age, address, phone_number, data),"
                                + " created_at IS NOT NULL AND updated_at = created_at FROM t ORDER BY id")) {
            while (r.next()) {
                found.add(r.getString(1));
                assertThat(r.getBoolean(2)).isTrue();
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void bindsTheLargestValuesStatementAndRefusesOneMore() throws Exception {
        int largest = InsertMode.VALUES.maxRowsPerStatement();
        assertThat(largest).isEqualTo(65_535 / 6).isEqualTo(10_922);
        InsertTransaction insert =
                new InsertTransaction(InsertMode.VALUES, table, new RowGenerator(1, "r", "w", 0), largest, 1);
        insert.prepare();
        assertThat(insert.execute(db.connection).rows()).isEqualTo(10_922);
        assertThatThrownBy(() -> transaction(InsertMode.VALUES, 100_000, 1))
                .isInstanceOfSatisfying(
                        Rejection.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("BATCH_SIZE: 100000")
                .hasMessageContaining("INSERT_MODE=values")
                .hasMessageContaining("1 to 10922");
    }

    @ParameterizedTest
    @EnumSource(InsertMode.class)
    void refusesBatchesThatAreNoneOrDoNotFitMemory(InsertMode mode) {
        for (int size : new int[] {0, -1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> mode.requireFits(size, 1024))
                    .isInstanceOf(Rejection.class)
                    .hasMessageContaining("BATCH_SIZE: " + size + " ")
                    .hasMessageContaining("1 to " + mode.maxBatchSize(1024));
        }
        assertThat(mode.maxBatchSize(RowGenerator.MAX_DATA_BYTES)).isEqualTo(255);
    }

    @Test
    void listsTheModesForAnUnknownOne() throws Rejection {
        for (InsertMode mode : InsertMode.values()) {
            assertThat(Words.parse(Setting.INSERT_MODE, InsertMode.class, mode.toString()))
                    .isEqualTo(mode);
        }
        assertThatThrownBy(() -> Words.parse(Setting.INSERT_MODE, InsertMode.class, "COPY"))
                .isInstanceOf(Rejection.class)
                .hasMessage(
                        "INSERT_MODE=COPY is not allowed; allowed: single, batch, values, unnest, copy-text, copy-binary");
    }

    @ParameterizedTest
    @EnumSource(InsertMode.class)
    void leavesNothingAndACleanConnectionWhenABatchFails(InsertMode mode) throws Exception {
        db.sql("ALTER TABLE t ADD CHECK (email NOT LIKE '%.w.25@%')");
        InsertTransaction insert = transaction(mode, 10, 3);
        insert.prepare();
        assertThatThrownBy(() -> insert.execute(db.connection))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23514"));
        assertThat(db.connection.getAutoCommit()).isTrue();
        assertThat(db.count(table)).isZero();
        db.sql("ALTER TABLE t DROP CONSTRAINT t_email_check");
        assertThat(insert.execute(db.connection).rows()).isEqualTo(30);
        assertThat(db.ask("SELECT string_agg(split_part(split_part(email, '.w.', 2), '@', 1), ',' ORDER BY id) FROM t"))
                .startsWith("0,1,2,3,")
                .endsWith(",28,29");
    }

    @ParameterizedTest
    @EnumSource(InsertMode.class)
    void aSingleBatchIsAllOrNothingToo(InsertMode mode) throws Exception {
        db.sql("ALTER TABLE t ADD CHECK (email NOT LIKE '%.w.199@%')");
        InsertTransaction insert = transaction(mode, 200, 1);
        insert.prepare();
        assertThatThrownBy(() -> insert.execute(db.connection)).isInstanceOf(SQLException.class);
        assertThat(db.count(table)).isZero();
        insert.prepare();
        assertThat(insert.firstSequence()).isEqualTo(200);
        assertThat(insert.execute(db.connection).rows()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(InsertMode.class)
    void commitsOnAConnectionThatDoesNotAutocommit(InsertMode mode) throws Exception {
        db.connection.setAutoCommit(false);
        InsertTransaction insert = transaction(mode, 10, 1);
        insert.prepare();
        insert.execute(db.connection);
        db.connection.rollback();
        assertThat(db.connection.getAutoCommit()).isFalse();
        assertThat(db.count(table)).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(InsertMode.class)
    void countsWhatIsSent(InsertMode mode) throws Exception {
        Measurement written = timed(transaction(mode, 50, 2));
        long values = Long.parseLong(db.ask("SELECT sum(length(name) + length(email) + length(address)"
                + " + length(phone_number) + length(data) + 4) FROM t"));
        // each mode frames values in its own way: none, 4 or 8 bytes a value
        assertThat(written.bytes()).isBetween(values - 2 * 100, values + 100 * 6 * 4 + 2 * 120 + 100 * 4);
        assertThat(written.serviceNanos()).isPositive();
        assertThat(written.rows()).isEqualTo(100);
        assertThat(written.written()).isEqualTo(100);
    }

    private Measurement timed(InsertTransaction insert) throws Rejection {
        TimedOperation operation = new TimedOperation(
                () -> new Lease(db.connection, kept -> {}),
                new InsertOperation(insert, "insert", InsertOperation.ENDLESS),
                Retry.upTo(0));
        operation.prepare();
        return operation.run().measurement();
    }

    @Test
    void makingTheBatchesAfterTheFirstIsNoServiceTime() throws Exception {
        InsertTransaction one = transaction(InsertMode.UNNEST, 50, 1);
        one.prepare();
        assertThat(one.execute(db.connection).untimedNanos()).isZero();
        InsertTransaction two = transaction(InsertMode.UNNEST, 50, 2);
        two.prepare();
        long start = System.nanoTime();
        assertThat(two.execute(db.connection).untimedNanos()).isBetween(1L, System.nanoTime() - start);
    }

    @Test
    void insertsInABatchWithoutRewritingToo() throws Exception {
        try (Connection plain = TestPostgres.shared().connect()) {
            InsertTransaction insert = transaction(InsertMode.BATCH, 100, 1);
            insert.prepare();
            assertThat(insert.execute(plain).rows()).isEqualTo(100);
        }
    }

    /** 200 statements of which the last fails; without a transaction around them. */
    @Test
    void aBatchWithoutRewritingIsAllOrNothingToo() throws Exception {
        db.sql("ALTER TABLE t ADD CHECK (email NOT LIKE '%.w.199@%')");
        try (Connection plain = TestPostgres.shared().connect()) {
            InsertTransaction insert = transaction(InsertMode.BATCH, 200, 1);
            insert.prepare();
            assertThatThrownBy(() -> insert.execute(plain)).isInstanceOf(SQLException.class);
            assertThat(db.count(table)).isZero();
        }
    }

    @Test
    void rewritesABatchIntoFewStatements() throws Exception {
        db.sql("CREATE TABLE log (statements int)");
        db.sql(
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO log VALUES (1); RETURN NULL; END'");
        db.sql("CREATE TRIGGER note AFTER INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION note()");
        InsertTransaction insert = transaction(InsertMode.BATCH, 100, 1);
        insert.prepare();
        insert.execute(db.connection);
        assertThat(db.ask("SELECT count(*) FROM log")).isEqualTo("3");
    }

    @Test
    void refusesATransactionOfNoBatch() {
        assertThatThrownBy(() -> transaction(InsertMode.UNNEST, 1, 0)).isInstanceOf(Rejection.class);
    }

    private InsertTransaction transaction(InsertMode mode, int batchSize, int batches) throws Rejection {
        return new InsertTransaction(mode, table, new RowGenerator(1, "r", "w", 300), batchSize, batches);
    }

    private String checksum() throws SQLException {
        return db.ask("SELECT md5(string_agg(concat_ws('|', name, email, age, address, phone_number, data), ';'"
                + " ORDER BY email)) FROM t");
    }
}
