package io.github.pgsurge.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Words;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadOperationTest {
    private Scratch db;

    @BeforeEach
    void open() throws SQLException {
        db = new Scratch();
    }

    @AfterEach
    void close() throws SQLException {
        db.close();
    }

    @ParameterizedTest
    @EnumSource(ReadPattern.class)
    void fetchesRowsAndCountsTheirBytes(ReadPattern pattern) throws Exception {
        TableState table = db.ensure("t", true, 2_000);
        ReadOperation read = read(pattern, table, 5);
        long rows = 0;
        for (int i = 0; i < 40; i++) {
            read.prepare();
            Operation.Outcome result = read.execute(db.connection);
            assertThat(read.executes()).isNotEqualTo(ReadPattern.MIXED);
            assertThat(result.rows()).isBetween(1L, 5L);
            // 64 bytes of data, an email and the rest of every row
            assertThat(result.bytes()).isBetween(result.rows() * 150, result.rows() * 350);
            rows += result.rows();
        }
        assertThat(rows).isGreaterThan(150);
    }

    @Test
    void mixesWhatTheTableSupports() throws Exception {
        assertThat(seen(db.ensure("plain", false, 100)))
                .containsExactlyInAnyOrder(ReadPattern.ID_RANGE, ReadPattern.NEWEST, ReadPattern.NAME_PREFIX);
        assertThat(seen(db.ensure("extended", true, 100)))
                .containsExactlyInAnyOrder(
                        ReadPattern.ID_RANGE, ReadPattern.STATUS_TOP, ReadPattern.NEWEST, ReadPattern.NAME_PREFIX);
    }

    @Test
    void findsNothingInAnEmptyTableWithoutAnError() throws Exception {
        TableState table = db.ensure("t", true, 0);
        for (ReadPattern pattern : ReadPattern.values()) {
            ReadOperation read = read(pattern, table, 5);
            read.prepare();
            assertThat(read.execute(db.connection).rows()).isZero();
        }
    }

    @Test
    void refusesWhatTheTableDoesNotSupport() throws Exception {
        TableState table = db.ensure("t", false, 1);
        assertThatThrownBy(() -> read(ReadPattern.STATUS_TOP, table, 5))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("READ_PATTERN: status-top")
                .hasMessageContaining("TABLE_EXTENDED=true");
        assertThatThrownBy(() -> read(ReadPattern.NEWEST, table, 0))
                .isInstanceOf(Rejection.class)
                .hasMessage("READ_BATCH_SIZE=0 is not allowed; allowed: a whole number from 1 to 1000000");
        assertThatThrownBy(() -> Words.parse(Setting.READ_PATTERN, ReadPattern.class, "random"))
                .isInstanceOf(Rejection.class)
                .hasMessage(
                        "READ_PATTERN=random is not allowed; allowed: mixed, id-range, status-top, newest, name-prefix");
    }

    @Test
    void takesAPrefixLiterally() throws Exception {
        db.sql("CREATE TABLE names AS SELECT * FROM (VALUES ('50%_a\\b c'), ('50x_a\\b c'), ('50%xa\\b c')) v(name)");
        assertThat(ReadPattern.likePrefix("50%_a\\b")).isEqualTo("50\\%\\_a\\\\b%");
        assertThat(db.ask("SELECT count(*) FROM names WHERE name LIKE '" + ReadPattern.likePrefix("50%_a\\b") + "'"))
                .isEqualTo("1");
    }

    private Set<ReadPattern> seen(TableState table) throws SQLException, Rejection {
        ReadOperation read = read(ReadPattern.MIXED, table, 1);
        Set<ReadPattern> seen = EnumSet.noneOf(ReadPattern.class);
        for (int i = 0; i < 60; i++) {
            read.prepare();
            read.execute(db.connection);
            seen.add(read.executes());
        }
        return seen;
    }

    private ReadOperation read(ReadPattern pattern, TableState table, int limit) throws SQLException, Rejection {
        KeySpace keys = KeySpace.load(db.connection, table.name());
        return new ReadOperation(pattern, table, keys, new KeyDistribution.Uniform(), 5, limit);
    }
}
