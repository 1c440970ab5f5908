package io.github.pgsurge.pgbouncer.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.dsn.HostPort;
import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.dsn.SslMode;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Words;
import io.github.pgsurge.testing.TestPgbouncer;
import io.github.pgsurge.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways to a real console: a Unix socket, and TLS in each of libpq's modes. */
class ConsoleLinkTest {
    private static final String PASSWORD = "changeit";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static TestPostgres server;
    private static Path folder;
    private static TestPgbouncer demanding;
    private static TestPgbouncer plain;

    @BeforeAll
    static void start() throws Exception {
        server = TestPostgres.shared();
        // PgBouncer runs as another user, who has to reach what is in here
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "pgsurge-link-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        makeKey("server", "SAN=DNS:localhost");
        makeKey("stranger", "SAN=DNS:localhost");
        demanding = TestPgbouncer.start(
                server,
                Map.of(
                        "client_tls_sslmode", "require",
                        "client_tls_cert_file", folder.resolve("server.crt").toString(),
                        "client_tls_key_file", folder.resolve("server.key").toString()));
        plain = TestPgbouncer.start(server, Map.of("unix_socket_dir", folder.toString()));
    }

    @AfterAll
    static void stop() throws IOException {
        try (TestPgbouncer one = demanding;
                TestPgbouncer other = plain) {
            assertThat(one).isNotSameAs(other);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A key and its self-signed certificate, which is its own CA. */
    private static void makeKey(String name, String extension) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        extension,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString()))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        pem(name + ".crt", "CERTIFICATE", keys.getCertificate(name).getEncoded());
        pem(
                name + ".key",
                "PRIVATE KEY",
                keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
    }

    private static void pem(String file, String what, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Path path = Files.writeString(
                folder.resolve(file), "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static ConsoleOptions options(SslMode mode, String ca) throws Exception {
        Optional<Path> file = ca == null ? Optional.empty() : Optional.of(folder.resolve(ca + ".crt"));
        return ConsoleOptions.of(server.user(), Secret.of(server.password()), TIMEOUT, mode, file);
    }

    /** What TLS PgBouncer sees on the connection that asks; empty for none. */
    private static String tls(TestPgbouncer pgbouncer, String host, ConsoleOptions options) throws ConsoleException {
        try (AdminConsole console =
                AdminConsole.connect(new ConsoleAddress.Tcp(new HostPort(host, pgbouncer.port())), options)) {
            return console.query("SHOW CLIENTS").rows().get(0).get("tls");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "allow, , 127.0.0.1",
        "prefer, , 127.0.0.1",
        "require, , 127.0.0.1",
        "require, server, 127.0.0.1",
        "verify-ca, server, 127.0.0.1",
        "verify-full, server, localhost",
    })
    void speaksTlsWithAPgbouncerThatAsksForIt(String mode, String ca, String host) throws Exception {
        assertThat(tls(demanding, host, options(Words.parse(Setting.PGBOUNCER_SSL_MODE, SslMode.class, mode), ca)))
                .startsWith("TLSv1.");
    }

    @ParameterizedTest
    @CsvSource({
        "disable, , 127.0.0.1, SSL required",
        "require, stranger, 127.0.0.1, TLS handshake failed",
        "verify-ca, stranger, localhost, TLS handshake failed",
        "verify-full, server, 127.0.0.1, TLS handshake failed",
        "verify-full, , localhost, TLS handshake failed",
        "prefer, stranger, 127.0.0.1, SSL required",
    })
    void refusesWhatTheModeDoesNotBear(String mode, String ca, String host, String finding) {
        assertThatThrownBy(() ->
                        tls(demanding, host, options(Words.parse(Setting.PGBOUNCER_SSL_MODE, SslMode.class, mode), ca)))
                .isInstanceOf(ConsoleException.class)
                .hasMessageContaining(host + ":" + demanding.port())
                .hasMessageContaining(finding);
    }

    @ParameterizedTest
    @EnumSource(
            value = SslMode.class,
            names = {"DISABLE", "ALLOW", "PREFER"})
    void doesWithoutTlsWhereItMay(SslMode mode) throws Exception {
        assertThat(tls(plain, "127.0.0.1", options(mode, null))).isEmpty();
    }

    @Test
    void saysThatThereIsNoTls() {
        assertThatThrownBy(() -> tls(plain, "127.0.0.1", options(SslMode.REQUIRE, null)))
                .hasMessageContaining("has no TLS, and PGBOUNCER_SSL_MODE=require asks for it");
    }

    @Test
    void takesTheUnixSocketOfAFolder() throws Exception {
        ConsoleAddress.Unix address = new ConsoleAddress.Unix(folder, plain.port());
        assertThat(address.socket()).exists();
        try (AdminConsole console = AdminConsole.connect(address, options(SslMode.REQUIRE, null))) {
            assertThat(console.version()).startsWith("1.");
            assertThat(console.query("SHOW CLIENTS").rows())
                    .singleElement()
                    .extracting(row -> row.get("addr"))
                    .isEqualTo("unix");
        }
        assertThatThrownBy(
                        () -> AdminConsole.connect(new ConsoleAddress.Unix(folder, 1), options(SslMode.DISABLE, null)))
                .isInstanceOf(ConsoleException.class)
                .hasMessageContaining(folder + ":1 cannot be reached");
    }

    @ParameterizedTest
    @EnumSource(
            value = SslMode.class,
            names = {"PREFER", "REQUIRE"})
    void whatComesBeforeTheHandshakeIsNotTakenForEncrypted(SslMode mode) throws Exception {
        try (FakeConsole fake = new FakeConsole((in, out) -> {
            FakeConsole.startup(in);
            byte[] welcome = Transcript.welcome();
            byte[] all = new byte[welcome.length + 1];
            all[0] = 'S';
            System.arraycopy(welcome, 0, all, 1, welcome.length);
            out.write(all);
            in.readAllBytes();
        })) {
            assertThatThrownBy(() -> AdminConsole.connect(fake.address(), options(mode, null)))
                    .isInstanceOf(ConsoleException.class)
                    .hasMessageContaining("sent data in clear before the TLS handshake");
        }
    }

    @Test
    void aHandshakeThatNeverEndsIsCutOff() throws Exception {
        try (FakeConsole fake = new FakeConsole((in, out) -> {
            FakeConsole.startup(in);
            out.write('S');
            in.readAllBytes();
        })) {
            ConsoleOptions hasty =
                    ConsoleOptions.of("stats", Secret.NONE, Duration.ofMillis(300), SslMode.PREFER, Optional.empty());
            assertThatThrownBy(() -> AdminConsole.connect(fake.address(), hasty))
                    .isInstanceOf(ConsoleException.class)
                    .hasMessageContaining("no complete answer within");
        }
    }
}
