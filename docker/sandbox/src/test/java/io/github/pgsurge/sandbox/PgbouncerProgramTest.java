package io.github.pgsurge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgbouncerProgramTest {
    @TempDir
    private Path folder;

    private Path program(String name, String... script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + String.join("\n", script) + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            apt-get, sudo apt-get install pgbouncer
            dnf,     sudo dnf install pgbouncer
            yum,     sudo yum install pgbouncer
            apk,     sudo apk add pgbouncer
            brew,    brew install pgbouncer
            none,    sudo apt-get install pgbouncer
            """)
    void saysHowToInstallItWhenThereIsNone(String installer, String command) throws Exception {
        program(installer);
        assertThatThrownBy(() -> PgbouncerProgram.of(PgbouncerOptions.defaults(), List.of(folder)))
                .isInstanceOf(SandboxException.class)
                .hasMessage(
                        "PgBouncer is not installed: " + command
                                + ", or give --pgbouncer PATH, or leave it and the pooled gateway out with --without-pgbouncer");
    }

    @Test
    void takesTheFirstOfTheFoldersThatHoldsAProgram() throws Exception {
        Path first = Files.createDirectory(folder.resolve("first"));
        Files.createDirectory(first.resolve("pgbouncer"));
        Path second = program("pgbouncer");
        assertThat(PgbouncerProgram.of(PgbouncerOptions.defaults(), List.of(first, folder))
                        .path())
                .isEqualTo(second);
    }

    @Test
    void refusesAPathThatIsNoProgram() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> PgbouncerProgram.of(PgbouncerOptions.defaults().withProgram(missing), List.of(folder)))
                .isInstanceOf(SandboxException.class)
                .hasMessage("--pgbouncer " + missing + " is not a program that can be run");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PgBouncer 1.18.0,        1.18.0
            PgBouncer version 1.9.0, 1.9.0
            PgBouncer 1.25.1rc1,     1.25.1rc1
            """)
    void readsTheVersion(String said, String version) throws Exception {
        Path program = program("pgbouncer", "echo '" + said + "'", "echo 'libevent 2.1.12-stable'");
        assertThat(new PgbouncerProgram(program).version(ServerAccount.same())).isEqualTo(version);
    }

    @Test
    void quotesABinaryThatDoesNotWork() throws Exception {
        Path program = program("pgbouncer", "echo 'libevent-2.1.so.7: cannot open shared object file' >&2", "exit 127");
        assertThatThrownBy(() -> new PgbouncerProgram(program).version(ServerAccount.same()))
                .isInstanceOf(SandboxException.class)
                .hasMessage(program + " --version does not work as user "
                        + ServerAccount.same().name() + ": libevent-2.1.so.7: cannot open shared object file");
    }
}
