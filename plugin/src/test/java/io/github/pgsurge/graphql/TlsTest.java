package io.github.pgsurge.graphql;

import static io.github.pgsurge.graphql.Endpoints.ask;
import static io.github.pgsurge.graphql.Endpoints.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final String PASSWORD = "changeit";
    private static final String RIGHT = "{\"data\":1}";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        makeKey("server", "RSA", "SAN=DNS:localhost");
        makeKey("stranger", "RSA", "SAN=DNS:elsewhere.example");
        makeKey("client", "EC", "BC=ca:false");
    }

    /** A key and its self-signed certificate, which is its own CA, as PEM files and as a key store. */
    private static void makeKey(String name, String algorithm, String extension) throws Exception {
        Path store = folder.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", name));
        command.addAll(List.of("-keyalg", algorithm, "-dname", "CN=" + name, "-ext", extension, "-validity", "2"));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        KeyStore keys = load(name);
        pem(name + ".crt", "CERTIFICATE", keys.getCertificate(name).getEncoded());
        pem(
                name + ".key",
                "PRIVATE KEY",
                keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
    }

    private static void pem(String file, String what, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private static KeyStore load(String name) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String path(String file) {
        return folder.resolve(file).toString();
    }

    /** A server with this key; one that wants a client certificate knows the client's alone. */
    private static RawServer server(String name, boolean wantsClient) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(name), PASSWORD.toCharArray());
        KeyStore clients = KeyStore.getInstance("PKCS12");
        clients.load(null, null);
        clients.setCertificateEntry("client", load("client").getCertificate("client"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(clients);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        ServerSocketFactory factory = context.getServerSocketFactory();
        return RawServer.startTls(
                new ServerSocketFactory() {
                    @Override
                    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
                            throws IOException {
                        SSLServerSocket socket = (SSLServerSocket) factory.createServerSocket(port, backlog, address);
                        socket.setNeedClientAuth(wantsClient);
                        return socket;
                    }

                    @Override
                    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
                        return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
                    }

                    @Override
                    public ServerSocket createServerSocket(int port) throws IOException {
                        return createServerSocket(port, 50);
                    }
                },
                (request, out) -> RawServer.say(out, 200, RIGHT));
    }

    private static GraphqlEndpoint open(URI url, TlsFiles tls) throws Rejection {
        return GraphqlEndpoint.open(settings(
                url, Duration.ofSeconds(10), true, tls, new TokenSource.None(), new SchemaSource.Unchecked(), 1 << 20));
    }

    private static void rejects(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Rejection.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageNotContaining("\n")
                .hasMessageContainingAll(parts);
    }

    @Test
    void trustsItsOwnCaAndKeepsTheConnection() throws Exception {
        try (RawServer server = server("server", false);
                GraphqlEndpoint endpoint = open(server.url(), TlsFiles.of(path("server.crt"), "", ""))) {
            GraphqlClient client = endpoint.client();
            assertThat(ask(client).message()).isEqualTo("OK");
            assertThat(ask(client)).returns("200", GraphqlAnswer::code).returns(0L, GraphqlAnswer::connectNanos);
        }
    }

    @Test
    void refusesAServerItDoesNotTrustOrThatIsAnother() throws Exception {
        try (RawServer server = server("server", false);
                GraphqlEndpoint endpoint = open(server.url(), TlsFiles.NONE)) {
            assertThat(ask(endpoint.client()))
                    .returns("CONNECT", GraphqlAnswer::code)
                    .satisfies(answer -> assertThat(answer.message())
                            .contains("TLS with localhost:", "unable to find valid certification path"));
        }
        try (RawServer server = server("stranger", false);
                GraphqlEndpoint endpoint = open(server.url(), TlsFiles.of(path("stranger.crt"), "", ""))) {
            assertThat(ask(endpoint.client()).message())
                    .contains("TLS with localhost:", "No subject alternative DNS name matching localhost");
        }
    }

    @Test
    void showsItsCertificateWhenTheServerWantsOne() throws Exception {
        try (RawServer server = server("server", true)) {
            TlsFiles with = TlsFiles.of(path("server.crt"), path("client.crt"), path("client.key"));
            try (GraphqlEndpoint endpoint = open(server.url(), with)) {
                assertThat(ask(endpoint.client()).message()).isEqualTo("OK");
            }
            try (GraphqlEndpoint endpoint = open(server.url(), TlsFiles.of(path("server.crt"), "", ""))) {
                assertThat(ask(endpoint.client()).code()).isEqualTo("CONNECT");
            }
        }
    }

    @Test
    void givesUpAHandshakeThatTheServerNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(new EndpointSettings(
                        URI.create("https://localhost:" + silent.getLocalPort() + "/graphql"),
                        Optional.empty(),
                        Duration.ofMillis(300),
                        Duration.ofSeconds(30),
                        true,
                        TlsFiles.NONE,
                        new TokenSource.None(),
                        new SchemaSource.Unchecked(),
                        1 << 20))) {
            assertThat(ask(endpoint.client()))
                    .returns("CONNECT", GraphqlAnswer::code)
                    .satisfies(answer -> assertThat(answer.message()).contains("within 300 ms"));
        }
    }

    @Test
    void refusesFilesThatAreNotWhatTheyShouldBe() throws Exception {
        URI url = URI.create("https://localhost:1/graphql");
        rejects(() -> TlsFiles.of("", path("client.crt"), ""), "belong together", "HTTP_SSL_KEY is not set");
        rejects(() -> TlsFiles.of("/nowhere/ca.pem", "", ""), "HTTP_SSL_ROOT_CERT=/nowhere/ca.pem");
        Path text = Files.writeString(folder.resolve("text.pem"), "hello");
        rejects(() -> open(url, TlsFiles.of(text.toString(), "", "")), "HTTP_SSL_ROOT_CERT=", "text.pem");
        rejects(
                () -> open(url, TlsFiles.of("", path("client.crt"), text.toString())),
                "HTTP_SSL_KEY=",
                "text.pem",
                "no private key");
        pem("pkcs1.key", "RSA PRIVATE KEY", new byte[] {1, 2, 3});
        rejects(
                () -> open(url, TlsFiles.of("", path("client.crt"), path("pkcs1.key"))),
                "BEGIN RSA PRIVATE KEY",
                "openssl pkcs8 -topk8 -nocrypt");
        rejects(
                () -> open(URI.create("http://localhost:1/graphql"), TlsFiles.of(path("server.crt"), "", "")),
                "TLS files are set",
                "https://");
    }

    @Test
    void refusesAKeyThatIsNotTheCertificates() throws Exception {
        rejects(
                () -> open(
                        URI.create("https://localhost:1/graphql"),
                        TlsFiles.of("", path("client.crt"), path("server.key"))),
                "HTTP_SSL_KEY=",
                "is not the key of");
    }
}
