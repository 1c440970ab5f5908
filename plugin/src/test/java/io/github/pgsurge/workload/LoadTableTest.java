package io.github.pgsurge.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTableTest {
    private static final String FITTING = "(id bigserial primary key, name text not null, email text not null,"
            + " age int not null, address text, phone_number text, created_at timestamptz not null default now(),"
            + " updated_at timestamptz not null default now(), data text)";

    private Scratch db;

    @BeforeEach
    void open() throws SQLException {
        db = new Scratch();
    }

    @AfterEach
    void close() throws SQLException {
        db.close();
    }

    @Test
    void createsTheSeedsSchemaAndSeedsIt() throws Exception {
        List<Long> progress = new ArrayList<>();
        TableState state = db.loadTable("t", false, 2_500)
                .ensure(db.connection, (done, total) -> progress.add(done * 10_000 + total));
        assertThat(state).isEqualTo(new TableState(db.table("t"), true, 2_500, false, true));
        assertThat(progress).containsExactly(10_002_500L, 20_002_500L, 25_002_500L);
        assertThat(db.ask(
                        "SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull, ','"
                                + " ORDER BY attnum) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0"))
                .isEqualTo("id bigint true,name character varying(255) true,email character varying(255) true,"
                        + "age integer true,address text false,phone_number character varying(20) false,"
                        + "created_at timestamp without time zone true,updated_at timestamp without time zone true,"
                        + "data text false");
        assertThat(indexes("t")).isEqualTo("idx_t_created_at,idx_t_email,t_pkey");
        assertThat(db.ask("SELECT email FROM t ORDER BY id DESC LIMIT 1")).endsWith("+run.seed.2499@example.com");
        assertThat(db.connection.getAutoCommit()).isTrue();
    }

    @Test
    void createsTheExtendedSchemaWithScoresToReadBy() throws Exception {
        assertThat(db.ensure("t", true, 1_000).extended()).isTrue();
        assertThat(indexes("t")).isEqualTo("idx_t_created_at,idx_t_email,idx_t_score,idx_t_status,t_pkey");
        assertThat(db.ask("SELECT count(DISTINCT status) || ' ' || (count(DISTINCT score) > 500) FROM t"))
                .isEqualTo("3 true");
        db.sql("INSERT INTO t (name, email, age) VALUES ('a', 'b', 1)");
        assertThat(db.ask("SELECT status || score FROM t WHERE name = 'a'")).isEqualTo("active0");
    }

    @Test
    void usesAMarkedTableAgainAndCountsIt() throws Exception {
        db.ensure("t", false, 10);
        db.sql("INSERT INTO t (name, email, age) VALUES ('a', 'b', 1)");
        assertThat(db.ensure("t", false, 10)).isEqualTo(new TableState(db.table("t"), false, 11, false, true));
    }

    @Test
    void seedsOnceWhenFourAgentsStartTogether() throws Exception {
        ExecutorService agents = Executors.newFixedThreadPool(4);
        try {
            List<Future<TableState>> states = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                states.add(agents.submit(() -> {
                    try (Connection connection = Scratch.connect();
                            Statement statement = connection.createStatement()) {
                        // an isolation in which a snapshot is taken before the lock is waited for
                        statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE");
                        return db.loadTable("t", false, 5_000).ensure(connection, SeedProgress.NONE);
                    }
                }));
            }
            int created = 0;
            for (Future<TableState> state : states) {
                TableState found = state.get(30, TimeUnit.SECONDS);
                assertThat(found.rowsBefore()).isEqualTo(5_000);
                created += found.created() ? 1 : 0;
            }
            assertThat(created).isEqualTo(1);
            assertThat(db.count(db.table("t"))).isEqualTo(5_000);
        } finally {
            agents.shutdownNow();
        }
    }

    @Test
    void leavesNothingWhenSeedingFailsHalfWay() throws Exception {
        assertThatThrownBy(() -> db.loadTable("t", false, 5_000).ensure(db.connection, (done, total) -> {
                    if (done >= 2_000) {
                        throw new IllegalStateException("crash");
                    }
                }))
                .hasMessage("crash");
        assertThat(db.ask("SELECT to_regclass('t') IS NULL")).isEqualTo("t");
        assertThat(db.connection.getAutoCommit()).isTrue();
    }

    @Test
    void leavesATableAloneThatItDidNotCreate() throws Exception {
        db.sql("CREATE TABLE t (precious int)");
        db.sql("INSERT INTO t VALUES (42)");
        rejected(() -> db.ensure("t", false, 10)).hasMessageContaining("was not created by pgsurge");
        rejected(() -> existing("t", false).ensure(db.connection, SeedProgress.NONE))
                .hasMessageContaining("name is missing");
        assertThat(db.loadTable("t", false, 10).drop(db.connection)).isFalse();
        assertThat(db.ask("SELECT sum(precious) FROM t")).isEqualTo("42");
        assertThat(db.ask("SELECT obj_description('t'::regclass, 'pg_class') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void usesAForeignTableThatFitsWhenToldToAndNeverDropsIt() throws Exception {
        db.sql("CREATE TABLE t " + FITTING);
        db.sql("ALTER TABLE t ALTER email TYPE varchar(300), ALTER phone_number TYPE varchar, ADD further int");
        rejected(() -> db.ensure("t", false, 10)).hasMessageContaining("TABLE_EXISTING=use");
        assertThat(existing("t", false).ensure(db.connection, SeedProgress.NONE))
                .isEqualTo(new TableState(db.table("t"), false, 0, false, false));
        rejected(() -> existing("t", true).ensure(db.connection, SeedProgress.NONE))
                .hasMessageContaining("status is missing; score is missing");
        assertThat(existing("t", false).drop(db.connection)).isFalse();
        assertThat(db.count(db.table("t"))).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t DROP COLUMN data|data is missing",
                "ALTER TABLE t ALTER age TYPE bigint|age is bigint, not integer",
                "ALTER TABLE t ALTER email TYPE varchar(20)|email is character varying(20)",
                "ALTER TABLE t ADD extra int NOT NULL|further column extra is NOT NULL without a default",
                "ALTER TABLE t DROP CONSTRAINT t_pkey|id has no primary key",
                "ALTER TABLE t ALTER created_at DROP DEFAULT|created_at has no default",
                "ALTER TABLE t DROP COLUMN address, ADD address text GENERATED ALWAYS AS (name) STORED|address is generated"
            })
    void saysWhatDoesNotFit(String alterationAndFlaw) throws Exception {
        db.sql("CREATE TABLE t " + FITTING);
        db.sql(alterationAndFlaw.substring(0, alterationAndFlaw.indexOf('|')));
        rejected(() -> existing("t", false).ensure(db.connection, SeedProgress.NONE))
                .hasMessageContaining(alterationAndFlaw.substring(alterationAndFlaw.indexOf('|') + 1));
    }

    @Test
    void namesTheRemedyWhenAMarkedTableLacksTheExtension() throws Exception {
        db.ensure("t", false, 1);
        rejected(() -> db.ensure("t", true, 1))
                .hasMessageContaining("CLEANUP=true")
                .hasMessageContaining("TABLE_EXTENDED=false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE VIEW t AS SELECT 1|a view",
                "CREATE MATERIALIZED VIEW t AS SELECT 1|a materialized view",
                "CREATE TABLE t (id int) PARTITION BY RANGE (id)|a partitioned table",
                "CREATE SEQUENCE t|a sequence",
                "CREATE TABLE p (id int) PARTITION BY RANGE (id); CREATE TABLE t PARTITION OF p DEFAULT|a partition of"
            })
    void refusesWhatIsNoPlainTable(String creationAndKind) throws Exception {
        db.sql(creationAndKind.substring(0, creationAndKind.indexOf('|')));
        rejected(() -> existing("t", false).ensure(db.connection, SeedProgress.NONE))
                .hasMessageContaining(" is " + creationAndKind.substring(creationAndKind.indexOf('|') + 1));
    }

    @Test
    void saysInOneLineThatASchemaIsMissingOrForbidden() throws Exception {
        LoadTable nowhere = new LoadTable(TableName.parse("nowhere.t"), false, ExistingTable.REFUSE, 10, 1, "run", 64);
        rejected(() -> nowhere.ensure(db.connection, SeedProgress.NONE)).hasMessageContaining("3F000");
        LoadTable forbidden =
                new LoadTable(TableName.parse("pg_catalog.t"), false, ExistingTable.REFUSE, 10, 1, "run", 64);
        rejected(() -> forbidden.ensure(db.connection, SeedProgress.NONE)).hasMessageContaining("42501");
        try (Connection admin = TestPostgres.shared().connectAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE TABLE " + db.table("theirs").quoted() + FITTING);
            rejected(() -> existing("theirs", false).ensure(db.connection, SeedProgress.NONE))
                    .hasMessageContaining("may not SELECT, INSERT and UPDATE");
            statement.execute("DROP TABLE " + db.table("theirs").quoted());
        }
        db.sql("SET search_path = nowhere");
        rejected(() -> new LoadTable(new TableName(Optional.empty(), "t"), false, ExistingTable.REFUSE, 1, 1, "run", 1)
                        .ensure(db.connection, SeedProgress.NONE))
                .hasMessageContaining("write schema.table");
        assertThat(db.connection.getAutoCommit()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x; DROP TABLE victim; --", "it's", "x\"\"y", "é ü", "Mixed Case", "a\\b", "%s?:?{}"})
    void treatsEveryNameAsOneIdentifier(String name) throws Exception {
        db.sql("CREATE TABLE victim ()");
        TableName table = TableName.parse('"' + name + '"').in(db.schema);
        LoadTable load = new LoadTable(table, true, ExistingTable.REFUSE, 20, 1, "run", 8);
        assertThat(load.ensure(db.connection, SeedProgress.NONE).name()).isEqualTo(table);
        for (InsertMode mode : InsertMode.values()) {
            InsertTransaction insert =
                    new InsertTransaction(mode, table, new RowGenerator(1, "run", "" + mode, 8), 10, 1);
            insert.prepare();
            insert.execute(db.connection);
        }
        assertThat(KeySpace.load(db.connection, table).size()).isEqualTo(80);
        assertThat(load.drop(db.connection)).isTrue();
        assertThat(
                        db.ask(
                                "SELECT string_agg(relname, ',') FROM pg_class WHERE relnamespace = quote_ident(current_schema())::regnamespace"))
                .isEqualTo("victim");
    }

    @Test
    void findsTheSameTableByTheSearchPath() throws Exception {
        TableName bare = new TableName(Optional.empty(), "t");
        LoadTable unqualified = new LoadTable(bare, false, ExistingTable.REFUSE, 10, 1, "run", 8);
        assertThat(unqualified.ensure(db.connection, SeedProgress.NONE).name()).isEqualTo(db.table("t"));
        assertThat(TableLock.of(db.connection, bare)).isEqualTo(TableLock.of(db.connection, db.table("t")));
    }

    private LoadTable existing(String name, boolean extended) {
        return new LoadTable(db.table(name), extended, ExistingTable.USE, 10, 1, "run", 64);
    }

    private String indexes(String table) throws SQLException {
        return db.ask("SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_index JOIN pg_class ON oid = indexrelid"
                + " WHERE indrelid = '" + table + "'::regclass");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> rejected(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOfSatisfying(Rejection.class, e -> {
            assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(e.getMessage()).startsWith("TABLE_NAME: ").doesNotContain("\n");
        });
    }
}
