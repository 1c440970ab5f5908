package io.github.pgsurge.pgbouncer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.pgbouncer.console.AdminConsole;
import io.github.pgsurge.pgbouncer.console.ConsoleAddress;
import io.github.pgsurge.pgbouncer.console.ConsoleOptions;
import io.github.pgsurge.pgbouncer.console.PgbouncerVersion;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an error for {@code lint} PgBouncer 1.18 itself refuses, and nothing else of these. Lines end with a slash here. */
class LintAgreesWithPgbouncerTest {
    private static final Path BINARY = Path.of("/usr/sbin/pgbouncer");

    private static final PgbouncerVersion V18 = PgbouncerVersion.of(18);

    private static final int PORT = 16_999;

    private static final String GENERAL = "[pgbouncer]\nauth_type = trust\nauth_user = a\nadmin_users = root\n"
            + "unix_socket_dir = %s\nlisten_port = " + PORT + "\n";

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

    private static Process start(Path ini) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"));
        }
        command.addAll(List.of(BINARY.toString(), ini.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Whether it says that it is up, rather than ending by itself. */
    private static boolean comesUp(Process process) throws IOException {
        StringBuilder said = new StringBuilder();
        for (int c = process.getInputStream().read();
                c >= 0;
                c = process.getInputStream().read()) {
            said.append((char) c);
            if (said.indexOf("process up") >= 0) {
                return true;
            }
        }
        assertThat(said.toString().getBytes(StandardCharsets.ISO_8859_1)).isNotEmpty();
        return false;
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean isRefused(Path ini) throws IOException, InterruptedException {
        Process process = start(ini);
        try {
            return !comesUp(process);
        } finally {
            stop(process);
        }
    }

    private static long errors(Path ini) throws Exception {
        return Lint.of(ini, LintOptions.defaults().withVersion(V18)).count(Severity.ERROR);
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
                "[databases]/a = host='h'port=5",
                "[databases]/'my db' = host=h",
                "[databases]/\"my db\" = host=h",
                "[data/bases]",
                "unix_socket_dir =",
                "service_name = pooler",
                "listen_addr = '*'",
                "listen_addr = 127.0.0.1:6432",
                "listen_addr = 127.0.0.1 ::1",
                "listen_addr = 300.1.1.1",
                "server_tls_sslmode = require/server_tls_protocols = tlsv1.2 , tlsv1.3",
                "server_tls_sslmode = allow/server_tls_protocols = tlsv1.4",
                "[databases]/a123456789b123456789c123456789d123456789e123456789f123456789g123 = host=h",
                "[pgbouncer",
                "%include",
                "%include ",
                "%include pgbouncer.ini",
                "%include none.ini",
                "caf\u00e9 = 1",
                "query_timeout = 1e400",
                "query_timeout = 1e-400",
                "[databases]/a = host=h port=4294967296"
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
                "query_timeout = 0x10",
                "query_timeout = -0",
                "max_packet_size = -1",
                "[databases]/a = host=h pool_size=1234567890",
                "pool_mode = TRANSACTION",
                "ignore_startup_parameters = a;b",
                "[databases] a = host=h",
                "[databases]/a = host=h\tport=3",
                "[databases]/a123456789b123456789c123456789d123456789e123456789f123456789g12 = host=h",
                "listen_addr = 127.1",
                "server_tls_sslmode = require/server_tls_protocols = Secure:!tlsv1.3",
                "server_tls_protocols = tlsv1.4",
                "%include .",
                "\0 = = nothing of this",
                "auth_file = users.txt/[pgbouncer]/listen_addr = 127.0.0.1/listen_port = 16999/unix_socket_dir =",
                "[databases]/a = host=h min_pool_size=ten",
                "[databases]/a = host = h  port = 1 connect_query='select ''x'''",
                "[databases]/a = host='h'xport=5",
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

    @ParameterizedTest
    @CsvSource({
        "default_pool_size = 99999999999999999999, default_pool_size, -1",
        "default_pool_size = 4294967301, default_pool_size, 5",
        "default_pool_size = -0x5, default_pool_size, -5",
        "max_packet_size = 99999999999999999999, max_packet_size, 4294967295",
        "max_packet_size = -2, max_packet_size, 4294967294",
        "query_timeout = 0x1.8p2, query_timeout, 6"
    })
    void readsNumbersAsPgbouncerDoes(String line, String name, String value) throws Exception {
        assertThat(showConfig(line).get(name)).containsEntry("value", value);
        String text = line.substring(line.indexOf('=') + 1).strip();
        ValueType type = ParameterTable.find("pgbouncer", name).orElseThrow().type();
        if (type == ValueType.TIME) {
            assertThat(Numerals.real(text)).hasValue(Double.parseDouble(value));
        } else {
            BigInteger number = Numerals.whole(text).orElseThrow();
            assertThat(type == ValueType.INT ? Numerals.asInt(number) : Numerals.asUnsigned(number))
                    .isEqualTo(Long.parseLong(value));
        }
    }

    @Test
    void knowsEveryNameAndDefaultThatShowConfigShows() throws Exception {
        Map<String, String> defaults = new TreeMap<>();
        showConfig("").forEach((name, row) -> defaults.put(name, row.getOrDefault("default", "")));
        Map<String, String> known = new TreeMap<>();
        for (String name : ParameterTable.names("pgbouncer")) {
            Parameter parameter = ParameterTable.find("pgbouncer", name).orElseThrow();
            if (parameter.since().compareTo(V18) <= 0 && parameter.type() != ValueType.WINDOWS) {
                known.put(name, parameter.fallback(V18));
            }
        }
        // a distribution has its own folder, and the auth_query of 1.24 as a security fix
        for (String name : List.of("unix_socket_dir", "auth_query")) {
            defaults.replace(name, known.get(name));
        }
        assertThat(known).isEqualTo(defaults);
    }

    /** The rows of SHOW CONFIG by name, of a PgBouncer with one line more. */
    private Map<String, Map<String, String>> showConfig(String line) throws Exception {
        Process process = start(ini("auth_type = any/" + line));
        try {
            assertThat(comesUp(process)).isTrue();
            try (AdminConsole console = AdminConsole.connect(
                    new ConsoleAddress.Unix(folder, PORT),
                    ConsoleOptions.plain("root", Secret.of(""), Duration.ofSeconds(10)))) {
                return console.query("SHOW CONFIG").rows().stream()
                        .collect(Collectors.toMap(row -> row.get("key"), row -> row));
            }
        } finally {
            stop(process);
        }
    }
}
