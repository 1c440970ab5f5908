package io.github.pgsurge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.pgbouncer.console.PgbouncerVersion;
import io.github.pgsurge.pgbouncer.lint.Lint;
import io.github.pgsurge.pgbouncer.lint.LintOptions;
import io.github.pgsurge.pgbouncer.lint.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox's own pgbouncer.ini, as {@code sandbox up} writes it, is clean. */
class SandboxIniTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {12, 18, 20})
    void hasNeitherErrorsNorWarnings(int minor) throws Exception {
        assertClean(LintOptions.defaults().withVersion(PgbouncerVersion.of(minor)));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 25})
    void andNoneInVersionsThatKeepPreparedStatementsApart(int minor) throws Exception {
        assertClean(LintOptions.defaults()
                .withVersion(PgbouncerVersion.of(minor))
                .withServer(200, 0)
                .withClients(500));
    }

    private void assertClean(LintOptions options) throws Exception {
        Path users = folder.resolve("userlist.txt");
        List<Credentials> people = List.of(new Credentials("app", "secret"), new Credentials("admin", "topsecret"));
        Files.writeString(users, PgbouncerConfiguration.userList(people));
        Path ini = Files.writeString(
                folder.resolve("pgbouncer.ini"),
                PgbouncerConfiguration.ini(
                        PgbouncerOptions.defaults(), "127.0.0.1", 15_432, "admin", users, folder.resolve("log")));
        Lint lint = Lint.of(ini, options);
        assertThat(lint.findings())
                .filteredOn(finding -> finding.severity() != Severity.INFO)
                .isEmpty();
    }
}
