package io.github.pgsurge.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.testing.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LocalServiceTest {
    private static Process process;
    private static int port;

    /** A process that listens: the JDK's own small web server would need JDK 18. */
    public static final class Listener {
        private Listener() {}

        /** Listens on a free port, says which, and stays until it is killed. */
        @SuppressWarnings("SystemOut")
        public static void main(String... arguments) throws Exception {
            try (ServerSocket socket = new ServerSocket(0)) {
                System.out.println(socket.getLocalPort());
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }

    @BeforeAll
    static void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        "-cp",
                        Path.of("target/test-classes").toAbsolutePath().toString(),
                        Listener.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader says = process.inputReader(StandardCharsets.UTF_8);
        port = Integer.parseInt(says.readLine());
    }

    @AfterAll
    static void stop() {
        process.destroyForcibly();
    }

    private static InetSocketAddress listening(String host) {
        return InetSocketAddress.createUnresolved(host, port);
    }

    @Test
    void isTheProcessThatListens() {
        OptionalLong bytes =
                LocalService.at(listening("127.0.0.1")).orElseThrow().residentBytes();

        assertThat(bytes).isPresent();
        assertThat(bytes.getAsLong())
                .isCloseTo(
                        new ProcessStatus(Path.of("/proc/" + process.pid()))
                                .residentBytes()
                                .orElseThrow(),
                        org.assertj.core.data.Offset.offset(8_000_000L))
                .isGreaterThan(10_000_000);
    }

    @Test
    void isNoneWithoutAListener() {
        InetSocketAddress nobody = InetSocketAddress.createUnresolved("localhost", FreePorts.tcp());

        assertThat(LocalService.at(nobody).orElseThrow().residentBytes()).isEmpty();
    }

    @Test
    void isNoneOfAnotherProgram() {
        assertThat(LocalService.of("pgbouncer", listening("localhost"))
                        .orElseThrow()
                        .residentBytes())
                .isEmpty();
        assertThat(LocalService.of("java", listening("localhost")).orElseThrow().residentBytes())
                .isPresent();
    }

    @Test
    void isOfThisMachineOnly() {
        assertThat(LocalService.at(listening("192.0.2.1"))).isEmpty();
        assertThat(LocalService.at(listening("no-such-host.invalid"))).isEmpty();
    }

    @Test
    void isAbsentOnceItIsGone() throws Exception {
        Process mortal = new ProcessBuilder(process.info().command().orElseThrow(), "-version").start();
        long pid = mortal.pid();
        mortal.waitFor();

        assertThat(new ProcessStatus(Path.of("/proc/" + pid)).residentBytes()).isEmpty();
        assertThat(new ProcessStatus(Path.of("/proc/" + pid)).name()).isEmpty();
    }

    @Test
    void thisProcessKnowsItsPeak() throws IOException {
        assertThat(ProcessStatus.own().peakResidentBytes().orElseThrow())
                .isGreaterThanOrEqualTo(ProcessStatus.own().residentBytes().orElseThrow() - 50_000_000)
                .isGreaterThan(20_000_000);
        assertThat(Files.readString(Path.of("/proc/self/status"))).contains("VmHWM:");
    }
}
