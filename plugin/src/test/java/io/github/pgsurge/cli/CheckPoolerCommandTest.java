package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pgsurge.testing.TestPgbouncer;
import io.github.pgsurge.testing.TestPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pgsurge check-pooler} before real poolers. */
class CheckPoolerCommandTest {
    private static final List<String> LAUNCHERS = List.of("pgsurge.root", "pgsurge.jmeter.home");

    private static TestPostgres server;

    @TempDir
    private Path folder;

    private TestPgbouncer pgbouncer;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        server = TestPostgres.start();
    }

    @AfterEach
    void stopPooler() throws Exception {
        LAUNCHERS.forEach(System::clearProperty);
        if (pgbouncer != null) {
            pgbouncer.close();
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private void pooler(String mode) throws Exception {
        pgbouncer = TestPgbouncer.start(server, Map.of("pool_mode", mode));
    }

    /** Runs the command against this port, with further settings. */
    private int check(int port, List<String> settings, String... arguments) throws Exception {
        LAUNCHERS.forEach(name -> System.setProperty(name, folder.toString()));
        List<String> lines = new ArrayList<>(List.of(
                "DB_HOST=127.0.0.1",
                "DB_PORT=" + port,
                "DB_NAME=" + server.database(),
                "DB_USER=" + server.user(),
                "DB_PASSWORD=" + server.password()));
        lines.addAll(settings);
        Path file = Files.write(folder.resolve("env"), lines);
        List<String> words = new ArrayList<>(List.of("check-pooler", "--env-file", file.toString()));
        words.addAll(List.of(arguments));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
    }

    private List<String> console() {
        return List.of(
                "PGBOUNCER_HOST=127.0.0.1",
                "PGBOUNCER_PORT=" + pgbouncer.port(),
                "PGBOUNCER_ADMIN_USER=" + server.user(),
                "PGBOUNCER_ADMIN_PASSWORD=" + server.password());
    }

    @Test
    void saysThatThereIsNoPooler() throws Exception {
        assertThat(check(server.port(), List.of())).isZero();
        assertThat(out.toString()).contains("no pooler here");
    }

    @Test
    void namesWhatBreaksInTransactionModeAndWhatToDo() throws Exception {
        pooler("transaction");
        assertThat(check(pgbouncer.port(), console())).isZero();
        assertThat(out.toString())
                .contains("through PgBouncer 1.18 in transaction mode without prepared-statement support")
                .contains("prepareThreshold set to 0 (was 5)")
                .containsPattern("yes +prepared statements of the driver +the driver prepares none")
                .containsPattern("no +SET and set_config for a session")
                .containsPattern("no +advisory locks of a session")
                .contains("-> pg_advisory_xact_lock")
                .containsPattern("yes +COPY")
                .contains("safe: pgsurge gets its own answers")
                .doesNotContain(server.password());
    }

    @Test
    void exitsWith3WhenTheSettingsWouldGiveWrongAnswers() throws Exception {
        pooler("transaction");
        assertThat(check(pgbouncer.port(), console(), "-J", "pooler=off")).isEqualTo(3);
        assertThat(out.toString())
                .containsPattern("no +prepared statements of the driver +prepareThreshold 5 in transaction mode")
                .contains("-> prepareThreshold=0, or PgBouncer 1.21 with max_prepared_statements = 200")
                .contains("not safe");
    }

    @Test
    void exitsWith3WhenARunWouldBeRefused() throws Exception {
        pooler("transaction");
        assertThat(check(pgbouncer.port(), List.of(), "-J", "pooler=refuse")).isEqualTo(3);
        assertThat(out.toString()).contains("refused: PREPARE_THRESHOLD=5", "no admin console was asked");
        assertThat(check(pgbouncer.port(), List.of(), "-J", "pooler=refuse", "-J", "prepare.threshold=0"))
                .isZero();
    }

    @Test
    void letsEverythingBeInSessionMode() throws Exception {
        pooler("session");
        assertThat(check(pgbouncer.port(), console(), "-J", "pooler=refuse", "--json"))
                .isZero();
        JsonNode answer = new ObjectMapper().readTree(out.toString());
        assertThat(answer.at("/pooler/mode").textValue()).isEqualTo("session");
        assertThat(answer.at("/pooler/pgbouncer_version").textValue()).isEqualTo("1.18");
        assertThat(answer.at("/prepare_threshold").intValue()).isEqualTo(5);
        assertThat(answer.at("/safe").booleanValue()).isTrue();
        assertThat(answer.at("/findings").findValuesAsText("works")).doesNotContain("no");
    }

    @Test
    void saysThatStatementModeRefusesTransactions() throws Exception {
        pooler("statement");
        assertThat(check(pgbouncer.port(), console())).isZero();
        assertThat(out.toString()).containsPattern("no +transactions, savepoints +statement mode refuses BEGIN");
    }

    @Test
    void goesOnWithoutAConsoleThatRefuses() throws Exception {
        pooler("transaction");
        assertThat(check(
                        pgbouncer.port(),
                        List.of(
                                "PGBOUNCER_HOST=127.0.0.1",
                                "PGBOUNCER_PORT=" + pgbouncer.port(),
                                "PGBOUNCER_ADMIN_USER=" + server.user(),
                                "PGBOUNCER_ADMIN_PASSWORD=7Qz-not-its-password")))
                .isZero();
        assertThat(out.toString()).contains("from the data path alone").doesNotContain("7Qz");
        assertThat(err.toString()).doesNotContain("7Qz");
    }

    @Test
    void exitsWith2WithoutAConnection() throws Exception {
        pooler("transaction");
        int port = pgbouncer.port();
        pgbouncer.stop();
        assertThat(check(port, List.of())).isEqualTo(2);
        assertThat(err.toString()).contains("DB_HOST/DB_PORT").doesNotContain("\tat ");
    }
}
