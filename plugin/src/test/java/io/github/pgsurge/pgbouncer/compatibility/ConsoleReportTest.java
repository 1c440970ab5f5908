package io.github.pgsurge.pgbouncer.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.connection.Pooler;
import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.pgbouncer.console.AdminConsole;
import io.github.pgsurge.pgbouncer.console.ConsoleException;
import io.github.pgsurge.pgbouncer.console.ConsoleOptions;
import io.github.pgsurge.pgbouncer.console.FakeConsole;
import io.github.pgsurge.pgbouncer.console.Transcript;
import java.io.EOFException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a fake console that refuses what its transcript lacks. */
class ConsoleReportTest {
    private static final String USERS = "SHOW USERS";
    private static final Transcript TRANSCRIPT =
            with(Transcript.of("1.18"), USERS, List.of(List.of("name", "pool_mode"), List.of("alice", "session")));

    private static Transcript with(Transcript transcript, String command, List<List<String>> table) {
        Map<String, List<List<String>>> answers = new HashMap<>(transcript.answers());
        answers.put(command, table);
        return new Transcript(answers);
    }

    private static ConsoleReport report(Transcript transcript, String database, String user) throws Exception {
        try (FakeConsole fake = FakeConsole.of(() -> transcript);
                AdminConsole console = connect(fake)) {
            return ConsoleReport.read(console, database, user);
        }
    }

    private static AdminConsole connect(FakeConsole fake) throws ConsoleException {
        return AdminConsole.connect(fake.address(), ConsoleOptions.plain("stats", Secret.NONE, Duration.ofSeconds(30)));
    }

    @Test
    void theModeIsTheUsersElseTheDatabasesElseTheGeneralOne() throws Exception {
        assertThat(report(TRANSCRIPT, "app", "bob").poolMode()).contains(Pooler.Mode.TRANSACTION);
        assertThat(report(TRANSCRIPT, "app", "alice").poolMode()).contains(Pooler.Mode.SESSION);
        Transcript ofDatabase = TRANSCRIPT.with("SHOW DATABASES", 0, "pool_mode", "statement");
        assertThat(report(ofDatabase, "app", "bob").poolMode()).contains(Pooler.Mode.STATEMENT);
        assertThat(report(ofDatabase, "app", "alice").poolMode()).contains(Pooler.Mode.SESSION);
        assertThat(report(ofDatabase, "another", "bob").poolMode()).contains(Pooler.Mode.TRANSACTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHOW CONFIG", "SHOW DATABASES", "SHOW USERS", "SHOW VERSION"})
    void oneRefusalCostsNothingElse(String refused) throws Exception {
        Map<String, List<List<String>>> answers = new HashMap<>(TRANSCRIPT.answers());
        answers.remove(refused);
        ConsoleReport report = report(new Transcript(answers), "app", "alice");

        assertThat(report.refusals())
                .singleElement()
                .asString()
                .contains(" refuses " + refused + ": invalid command '" + refused + "'");
        assertThat(report.version().isPresent()).isEqualTo(!refused.equals("SHOW VERSION"));
        assertThat(report.config().isEmpty()).isEqualTo(refused.equals("SHOW CONFIG"));
        assertThat(report.poolMode()).contains(refused.equals(USERS) ? Pooler.Mode.TRANSACTION : Pooler.Mode.SESSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "connection", ""})
    void aWordThatIsNoModeIsNone(String word) throws Exception {
        Transcript odd = with(TRANSCRIPT, "SHOW CONFIG", List.of(List.of("key", "value"), List.of("pool_mode", word)));
        assertThat(report(odd, "app", "bob").poolMode()).isEmpty();
    }

    @Test
    void aConsoleThatHangsUpGivesNoReport() throws Exception {
        try (FakeConsole fake = new FakeConsole((in, out) -> {
                    FakeConsole.startup(in);
                    out.write(Transcript.welcome());
                    out.write(TRANSCRIPT.bytes(FakeConsole.command(in)));
                    FakeConsole.command(in);
                    throw new EOFException("it has enough");
                });
                AdminConsole console = connect(fake)) {
            assertThatThrownBy(() -> ConsoleReport.read(console, "app", "bob"))
                    .isInstanceOf(ConsoleException.class)
                    .isNotInstanceOf(ConsoleException.Refused.class);
        }
    }
}
