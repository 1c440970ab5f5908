package io.github.pgsurge.pgbouncer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.pgbouncer.PgbouncerVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an error for {@code lint} PgBouncer 1.18 itself refuses, and nothing else of these. Lines end with a slash here. */
class LintAgreesWithPgbouncerTest {
    private static final Path BINARY = Path.of("/usr/sbin/pgbouncer");

    private static final String GENERAL = "[pgbouncer]\nauth_type = any\nunix_socket_dir = %s\nlisten_port = 16999\n";

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "pgsurge-lint-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @AfterEach
    void removeFolder() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private Path ini(String lines) throws IOException {
        Path ini = Files.writeString(
                folder.resolve("pgbouncer.ini"), GENERAL.formatted(folder) + lines.replace("/", "\n") + "\n");
        Files.setPosixFilePermissions(ini, PosixFilePermissions.fromString("rw-r--r--"));
        return ini;
    }

    /** Whether it ends by itself, rather than saying that it is up. */
    private static boolean isRefused(Path ini) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"));
        }
        command.addAll(List.of(BINARY.toString(), ini.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            StringBuilder said = new StringBuilder();
            for (int c = process.getInputStream().read();
                    c >= 0;
                    c = process.getInputStream().read()) {
                said.append((char) c);
                if (said.indexOf("process up") >= 0) {
                    return false;
                }
            }
            assertThat(said.toString().getBytes(StandardCharsets.ISO_8859_1)).isNotEmpty();
            return true;
        } finally {
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static long errors(Path ini) throws Exception {
        return Lint.of(ini, LintOptions.defaults().withVersion(PgbouncerVersion.of(18)))
                .count(Severity.ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_server_connections = 5",
                "max_prepared_statements = 100",
                "Pool_Mode = session",
                "pool_mode = transactional",
                "query_timeout = 30s",
                "query_timeout =",
                "query_timeout = -1",
                "default_pool_size = 5 ; five",
                "default_pool_size = 09",
                "auth_type = ldap",
                "client_tls_sslmode = require",
                "auth_type = cert",
                "a line without an equals sign",
                "[peers]/1 = host=x",
                "[PgBouncer]",
                "[users]/a = pool_size=3",
                "[users]/a = pool_mode=none",
                "[databases]/pgbouncer = host=h",
                "[databases]/a = host=h port=abc",
                "[databases]/a = host=h password=",
                "[databases]/a = host=h pool_sise=3",
                "[databases]/a = host=h password='open",
                "[databases]/'my db' = host=h",
                "[databases]/\"my db\" = host=h",
                "[data/bases]",
                "unix_socket_dir ="
            })
    void refused(String lines) throws Exception {
        Path ini = ini(lines);
        assertThat(isRefused(ini)).as("PgBouncer refuses").isTrue();
        assertThat(errors(ini)).as("errors found").isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "; a comment/# another/  default_pool_size=5",
                "default_pool_size = 010",
                "default_pool_size = 0x10",
                "default_pool_size = -5",
                "query_timeout = 2.5",
                "query_timeout = 1e2",
                "pool_mode = TRANSACTION",
                "ignore_startup_parameters = a;b",
                "[databases] a = host=h",
                "[databases]/a = host=h pool_size=ten",
                "[databases]/a = host = h  port = 1 connect_query='select ''x'''",
                "[databases]/a.b-c* = host=h",
                "[databases]/a =",
                "[users]/a = pool_mode=session max_user_connections=3",
                "listen_port = 0x4268"
            })
    void taken(String lines) throws Exception {
        Path ini = ini(lines);
        assertThat(isRefused(ini)).as("PgBouncer refuses").isFalse();
        assertThat(errors(ini)).as("errors found").isZero();
    }
}
