package io.github.pgsurge.sandbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.pgsurge.sandbox.FreePorts;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as a process. */
@SharedGateway.User
class GatewayProgramTest {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Process process;

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void servesUntilSigtermAndEndsWithStatus0AndNothingSaid() throws Exception {
        int port = FreePorts.next();
        start(SharedGateway.postgres().options("gateway_process", port, 2, 3));
        GatewayClient client = new GatewayClient(port);
        await("it is healthy").atMost(START_LIMIT).until(() -> {
            assertThat(process.isAlive()).as(output()).isTrue();
            return isHealthy(client);
        });
        assertThat(backends()).isEqualTo("6");
        assertThat(client.logIn().query("{ feed(limit: 5) { id } }").data().path("feed"))
                .hasSize(5);
        assertThat(process.info().commandLine().orElse("")).doesNotContain(GatewayPostgres.SECRET);

        process.destroy();
        assertThat(process.waitFor(2, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output()).isEmpty();
        assertThat(backends()).isEqualTo("0");
    }

    @Test
    void takenPortIsOneLineAndStatus2() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            start(SharedGateway.postgres().options("gateway_process", other.getLocalPort(), 1, 1));
            assertThat(process.waitFor()).isEqualTo(2);
            assertThat(output())
                    .isEqualTo("gateway gateway_process: port " + other.getLocalPort() + " on 127.0.0.1 is taken\n");
        }
    }

    @Test
    void settingThatDoesNotFitIsOneLineAndStatus2() throws Exception {
        Properties properties = new Properties();
        SharedGateway.postgres().options(1, 1).writeTo(properties);
        properties.setProperty("services", "0");
        start(properties);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(output())
                .isEqualTo("gateway: " + folder.resolve("gateway.properties")
                        + ": --services 0 is out of range: 1 to 64\n");
    }

    private static boolean isHealthy(GatewayClient client) throws InterruptedException {
        try {
            return client.health().status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static String backends() throws Exception {
        return SharedGateway.postgres()
                .ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'gateway_process'");
    }

    private void start(GatewayOptions options) throws IOException {
        Properties properties = new Properties();
        options.writeTo(properties);
        start(properties);
    }

    private void start(Properties properties) throws IOException {
        Path file = Files.createFile(
                folder.resolve("gateway.properties"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GatewayProgram.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"), StandardCharsets.UTF_8);
    }
}
