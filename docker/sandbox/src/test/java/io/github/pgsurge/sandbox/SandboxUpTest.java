package io.github.pgsurge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds while a sandbox is up: one for all tests here. */
class SandboxUpTest {
    /** While the sandbox came up. */
    private static Set<String> commandLines;

    private static CheckoutFolder checkout;
    private static SandboxStatus atFirst;

    @BeforeAll
    static void up(@TempDir Path root) throws Exception {
        checkout = new CheckoutFolder(root);
        try (SeenCommandLines watched = new SeenCommandLines()) {
            atFirst = checkout.up("work_mem=5MB", "log_line_prefix='%m it''s '");
            commandLines = watched.seen();
        }
    }

    @AfterAll
    static void downLeavesNeitherProcessNorFile() throws SandboxException {
        assertThat(checkout.processes()).isNotEmpty();
        assertThat(checkout.down()).isTrue();
        checkout.assertNothingIsLeft();
        assertThat(checkout.status().state()).isEqualTo(SandboxStatus.State.DOWN);
        assertThat(checkout.down()).isFalse();
        assertThat(checkout.said()).containsExactly("The sandbox is down already");
        checkout.assertNothingIsLeft();
    }

    @Test
    void statusTellsPidVersionOptionsAndFiles() throws Exception {
        SandboxStatus status = checkout.status();
        assertThat(status).isEqualTo(atFirst);
        assertThat(status.state()).isEqualTo(SandboxStatus.State.UP);
        assertThat(status.services()).hasSize(1);
        SandboxStatus.Service postgres = status.service("PostgreSQL").orElseThrow();
        assertThat(ProcessHandle.of(postgres.pid().orElseThrow())).isPresent();
        assertThat(postgres.port()).isEqualTo(checkout.port());
        assertThat(postgres.facts())
                .containsExactly("max_connections 20", "log_line_prefix '%m it''s '", "work_mem 5MB");
        assertThat(postgres.version())
                .hasValueSatisfying(version -> assertThat(version).matches("1[78]\\.\\d+"));
        assertThat(status.options().orElseThrow().postgres().port()).isEqualTo(checkout.port());
        assertThat(status.options().orElseThrow().postgres().settings()).containsEntry("work_mem", "5MB");
        assertThat(status.envFile()).isEqualTo(checkout.root().toRealPath().resolve(".sandbox/env"));
        assertThat(postgres.log()).content().contains("database system is ready to accept connections");
    }

    @Test
    void envFileIsItsOwnersAloneAndHoldsBothRoles() throws Exception {
        assertThat(Files.getPosixFilePermissions(checkout.files().env()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Map<String, String> env = checkout.env();
        assertThat(env)
                .containsOnlyKeys(
                        "DB_HOST", "DB_PORT", "DB_USER", "DB_PASSWORD", "DB_NAME", "DB_ADMIN_USER", "DB_ADMIN_PASSWORD")
                .containsEntry("DB_HOST", "127.0.0.1")
                .containsEntry("DB_PORT", Integer.toString(checkout.port()))
                .containsEntry("DB_USER", "pgsurge")
                .containsEntry("DB_ADMIN_USER", "postgres");
        assertThat(env.get("DB_PASSWORD")).hasSize(24).isNotEqualTo(env.get("DB_ADMIN_PASSWORD"));
    }

    @Test
    void passwordsAppearOnNoCommandLineAndNotInTheLog() throws Exception {
        Map<String, String> env = checkout.env();
        assertThat(commandLines)
                .anyMatch(line -> line.contains("--pwfile="))
                .noneMatch(line -> line.contains(env.get("DB_PASSWORD")))
                .noneMatch(line -> line.contains(env.get("DB_ADMIN_PASSWORD")));
        assertThat(atFirst.service("PostgreSQL").orElseThrow().log())
                .content()
                .doesNotContain(env.get("DB_PASSWORD"), env.get("DB_ADMIN_PASSWORD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
    void isDurable(String setting) throws Exception {
        try (Connection connection = checkout.connect()) {
            assertThat(CheckoutFolder.ask(connection, "SHOW " + setting)).isEqualTo("on");
        }
    }

    @Test
    void appliesTheOptionsAskedFor() throws Exception {
        try (Connection connection = checkout.connectAsAdmin()) {
            assertThat(CheckoutFolder.ask(connection, "SHOW max_connections")).isEqualTo("20");
            assertThat(CheckoutFolder.ask(connection, "SHOW work_mem")).isEqualTo("5MB");
            assertThat(CheckoutFolder.ask(connection, "SHOW log_line_prefix")).isEqualTo("'%m it''s '");
            assertThat(CheckoutFolder.ask(connection, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(CheckoutFolder.ask(connection, "SHOW unix_socket_directories"))
                    .isEmpty();
        }
    }

    @Test
    void storesPasswordsAsScramAndAsksForThemEverywhere() throws Exception {
        try (Connection connection = checkout.connectAsAdmin()) {
            assertThat(CheckoutFolder.ask(connection, "SHOW password_encryption"))
                    .isEqualTo("scram-sha-256");
            assertThat(CheckoutFolder.ask(
                            connection,
                            "SELECT string_agg(DISTINCT left(rolpassword, 14), ',') FROM pg_authid"
                                    + " WHERE rolcanlogin"))
                    .isEqualTo("SCRAM-SHA-256$");
            assertThat(CheckoutFolder.ask(
                            connection, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
                    .isEqualTo("scram-sha-256");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgsurge", "postgres"})
    void refusesAWrongPassword(String user) {
        assertThatThrownBy(() -> checkout.connect(user, "wrong").close())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE DATABASE other",
                "CREATE ROLE other",
                "CREATE TEMP TABLE t (a text); COPY t FROM PROGRAM 'id'",
                "ALTER SYSTEM SET fsync = off",
                "CHECKPOINT"
            })
    void plainRoleMayNot(String statement) throws Exception {
        try (Connection connection = checkout.connect();
                Statement attempt = connection.createStatement()) {
            assertThatThrownBy(() -> attempt.execute(statement))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    @Test
    void plainRoleOwnsItsDatabase() throws Exception {
        try (Connection connection = checkout.connect();
                Statement statement = connection.createStatement()) {
            assertThat(CheckoutFolder.ask(
                            connection,
                            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"))
                    .isEqualTo("pgsurge");
            statement.execute("CREATE TABLE own (id int)");
            statement.execute("DROP TABLE own");
        }
    }

    @Test
    void secondUpKeepsTheServerAndWritesTheEnvFileAgain() throws Exception {
        Map<String, String> before = checkout.env();
        Files.delete(checkout.files().env());
        SandboxStatus again = checkout.up("work_mem=5MB", "log_line_prefix='%m it''s '");
        assertThat(again).isEqualTo(atFirst);
        assertThat(checkout.said().get(0)).isEqualTo("The sandbox is up already");
        assertThat(checkout.env()).isEqualTo(before);
    }

    @Test
    void upWithOtherOptionsNamesThemAndAsksForDownFirst() {
        assertThatThrownBy(() -> checkout.up("work_mem=6MB", "log_line_prefix='%m it''s '", "jit=off"))
                .isInstanceOf(SandboxException.class)
                .hasMessage("The sandbox is there with other options (--pg-setting jit is not set, asked for off;"
                        + " --pg-setting work_mem is 5MB, asked for 6MB): run `pgsurge sandbox down` first");
    }

    @Test
    void unpackedBinariesKeepModesAndLinksOfTheArchive() throws Exception {
        Path dist = checkout.files().postgres().resolve("dist");
        Path link = dist.resolve("lib/libpq.so.5");
        assertThat(Files.getPosixFilePermissions(dist.resolve("bin/initdb")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(Files.getPosixFilePermissions(dist.resolve("share/postgresql/postgresql.conf.sample")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Files.readSymbolicLink(link).toString()).startsWith("libpq.so.5.");
        assertThat(Files.size(link)).isGreaterThan(100_000);
    }

    @Test
    void serverRunsAsNobodyWhenStartedByRoot() throws IOException, SandboxException {
        int self = ServerAccount.uidOfThisProcess();
        int server = ServerAccount.uid(Path.of("/proc", Long.toString(CheckoutFolder.pid(atFirst))));
        if (self == 0) {
            assertThat(server).isNotZero();
            assertThat(checkout.files().home()).hasParent(Path.of("/var/tmp"));
        } else {
            assertThat(server).isEqualTo(self);
            assertThat(checkout.files().home()).hasParent(checkout.root().toRealPath());
        }
    }
}
