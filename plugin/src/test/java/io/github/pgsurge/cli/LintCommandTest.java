package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {
    private static final String RIGHT = """
            [pgbouncer]
            listen_addr = 127.0.0.1
            auth_type = scram-sha-256
            auth_user = a
            pool_mode = transaction
            ignore_startup_parameters = extra_float_digits
            [databases]
            shop = host=127.0.0.1 user=shop
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int lint(String text, String... options) throws Exception {
        Path ini = Files.writeString(folder.resolve("pgbouncer.ini"), text);
        List<String> words = new ArrayList<>(List.of("lint", ini.toString()));
        words.addAll(List.of(options));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
    }

    @Test
    void exitsWith0WithoutErrors() throws Exception {
        assertThat(lint(RIGHT + "[users]\nshop = pool_mode=session\n")).isZero();
        assertThat(out.toString())
                .contains("pgbouncer.ini:10: warning: user shop is in session mode")
                .contains("for PgBouncer 1.25: 0 errors, 1 warnings")
                .doesNotContain("\u001b");
    }

    @Test
    void exitsWith2OnErrorsAndNamesLineRuleAndRemedy() throws Exception {
        assertThat(lint(RIGHT + "[pgbouncer]\nserver_liftime = 3\n")).isEqualTo(2);
        assertThat(out.toString())
                .contains("pgbouncer.ini:10: error: PgBouncer knows no parameter server_liftime in [pgbouncer]"
                        + " [unknown-parameter]")
                .contains("    -> did you mean server_lifetime?");
    }

    @Test
    void answersInJson() throws Exception {
        assertThat(lint(
                        RIGHT + "[databases]\nmore = host=127.0.0.1 user=m pool_size=90\n",
                        "--json",
                        "--pgbouncer-version",
                        "1.18",
                        "--postgres-max-connections",
                        "100",
                        "--replicas",
                        "2",
                        "--clients",
                        "50"))
                .isEqualTo(2);
        JsonNode answer = new ObjectMapper().readTree(out.toString());
        assertThat(answer.at("/errors").intValue()).isEqualTo(1);
        assertThat(answer.at("/pgbouncer_version").textValue()).isEqualTo("1.18");
        JsonNode first = answer.at("/findings");
        assertThat(first.findValuesAsText("message"))
                .anyMatch(message -> message.contains("110 x 2 replicas = 220 > 100"));
        assertThat(first.findValuesAsText("rule")).contains("capacity");
    }

    @Test
    void exitsWith2OnOptionsThatDoNotFitAndWithoutAFile() throws Exception {
        assertThat(lint(RIGHT, "--pgbouncer-version", "new")).isEqualTo(2);
        assertThat(err.toString()).contains("--pgbouncer-version new is not a version of PgBouncer");
        assertThat(lint(RIGHT, "--replicas", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--replicas 0 is not a whole number within 1 to 1000000");
        assertThat(lint(RIGHT, "--replicas", "99999999999999999999")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--replicas 99999999999999999999 is not a whole number within 1 to 1000000");
        assertThat(lint(RIGHT, "--clients", "many")).isEqualTo(2);
        assertThat(err.toString()).contains("--clients many is not a whole number within 1 to 1000000");
        assertThat(lint(RIGHT, "--postgres-max-connections", "1e3")).isEqualTo(2);
        assertThat(err.toString()).contains("--postgres-max-connections 1e3 is not a whole number");
        assertThat(lint(RIGHT, "--postgres-reserved", "3")).isEqualTo(2);
        assertThat(err.toString()).contains("--postgres-reserved 3 is without effect");
        assertThat(Main.commandLine()
                        .setErr(new PrintWriter(err, true))
                        .execute("lint", folder.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no such file").doesNotContain("\tat ");
    }
}
