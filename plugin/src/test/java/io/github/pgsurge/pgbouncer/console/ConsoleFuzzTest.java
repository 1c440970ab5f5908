package io.github.pgsurge.pgbouncer.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.pgsurge.dsn.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No answer, however malformed, hangs the client or exhausts memory. */
class ConsoleFuzzTest {
    private static final Duration GENEROUS = Duration.ofSeconds(30);
    private static final long BEARABLE_BYTES = 600_000_000;

    private static ConsoleOptions options(Duration timeout) {
        return ConsoleOptions.plain("stats", Secret.of("secret"), timeout);
    }

    private static ConsoleTable ask(FakeConsole fake, Duration timeout) throws ConsoleException {
        try (AdminConsole console = AdminConsole.connect(fake.address(), options(timeout))) {
            return console.query("SHOW POOLS");
        }
    }

    private static byte[] conversation(String version) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Transcript.welcome());
        all.writeBytes(Transcript.of(version).bytes("SHOW POOLS"));
        return all.toByteArray();
    }

    /** One of the ways in which a peer goes wrong. */
    private static byte[] mutated(byte[] right, Random random) {
        byte[] bytes = right.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 1 -> {
                for (int i = 0; i < 1 + random.nextInt(8); i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            case 2 -> ByteBuffer.wrap(bytes).putInt(Math.min(at, bytes.length - 4), random.nextInt());
            case 3 -> ByteBuffer.wrap(bytes).putInt(Math.min(at, bytes.length - 4), 4 + random.nextInt(1 << 20));
            case 4 -> {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                all.write(bytes, 0, at);
                all.writeBytes(noise);
                all.write(bytes, at, bytes.length - at);
                return all.toByteArray();
            }
            default -> random.nextBytes(bytes);
        }
        return bytes;
    }

    @Test
    void everyMutatedAnswerIsATableOrAnException() throws Exception {
        Random random = new Random(20_240_601);
        List<byte[]> right = List.of(conversation("1.12"), conversation("1.18"), conversation("1.25"));
        byte[][] answer = new byte[1][];
        int tables = 0;
        int rounds = 1_000;
        try (FakeConsole fake = new FakeConsole((in, out) -> {
            FakeConsole.startup(in);
            out.write(answer[0]);
            out.flush();
            // what is cut short ends here, else the client would wait for its timeout
        })) {
            for (int i = 0; i < rounds; i++) {
                answer[0] = mutated(right.get(i % right.size()), random);
                try {
                    assertThat(ask(fake, GENEROUS).rows()).hasSizeLessThan(1_000);
                    tables++;
                } catch (ConsoleException refused) {
                    assertThat(refused.getMessage())
                            .contains("127.0.0.1:" + fake.port())
                            .doesNotContain("\n")
                            .hasSizeLessThan(600);
                }
            }
        }
        assertThat(tables).isBetween(1, rounds - 1);
    }

    private static byte[] endless(String kind) {
        return switch (kind) {
            case "rows" -> Transcript.row(Collections.nCopies(5, "x"));
            case "empty rows" -> Transcript.row(Collections.nCopies(256, ""));
            case "wide rows" -> Transcript.row(List.of("x".repeat(500_000), "", "", "", ""));
            case "notices" -> Transcript.message('N', "SNOTICE\0Mgo on\0\0");
            case "errors" -> Transcript.message('E', "SERROR\0M" + "e".repeat(10_000) + "\0\0");
            default -> throw new IllegalArgumentException(kind);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "rows, 5, more than 100000 rows",
        "empty rows, 256, rows of 256 columns",
        "wide rows, 5, more than 16777216 bytes",
        "notices, 5, more than 16777216 bytes",
        "errors, 5, more than 16777216 bytes",
    })
    void whatNeverEndsIsCutOffAndTakesLittleMemory(String kind, int columns, String finding) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (FakeConsole fake = new FakeConsole((in, out) -> {
            FakeConsole.startup(in);
            out.write(Transcript.welcome());
            FakeConsole.command(in);
            out.write(Transcript.description(Collections.nCopies(columns, "c")));
            pour(out, endless(kind));
        })) {
            long before = threads.getCurrentThreadAllocatedBytes();
            assertThatThrownBy(() -> ask(fake, GENEROUS))
                    .isInstanceOf(ConsoleException.class)
                    .hasMessageContaining(finding);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(BEARABLE_BYTES);
        }
    }

    private static void pour(OutputStream out, byte[] message) throws IOException {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < Math.max(1, 100_000 / message.length); i++) {
            many.writeBytes(message);
        }
        while (true) {
            out.write(many.toByteArray());
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aByteNowAndThenDoesNotHoldIt(boolean atLogin) throws Exception {
        Duration timeout = Duration.ofMillis(300);
        try (FakeConsole fake = new FakeConsole((in, out) -> {
            FakeConsole.startup(in);
            if (!atLogin) {
                out.write(Transcript.welcome());
                FakeConsole.command(in);
            }
            for (byte one :
                    atLogin ? Transcript.welcome() : Transcript.of("1.18").bytes("SHOW POOLS")) {
                out.write(one);
                out.flush();
                Thread.sleep(50);
            }
        })) {
            long begin = System.nanoTime();
            assertThatThrownBy(() -> ask(fake, timeout))
                    .isInstanceOf(ConsoleException.class)
                    .hasMessageContaining("no complete answer within")
                    .hasMessageContaining(" ms");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(GENEROUS);
        }
    }

    @Test
    void aScramExchangeIsNeitherCutShortNorMadeToLast() throws Exception {
        try (FakeConsole fake = new FakeConsole((in, out) -> {
            FakeConsole.startup(in);
            out.write(Transcript.message('R', body -> {
                body.writeInt(10);
                body.writeBytes("SCRAM-SHA-256\0\0");
            }));
            in.readByte();
            String first = new String(in.readNBytes(in.readInt() - 4), java.nio.charset.StandardCharsets.UTF_8);
            String nonce = first.substring(first.indexOf("r=") + 2);
            out.write(Transcript.message('R', body -> {
                body.writeInt(11);
                body.writeBytes("r=" + nonce + "more,s=QUJDREVGRw==,i=2147483647");
            }));
            in.read();
        })) {
            assertThatThrownBy(() -> ask(fake, GENEROUS)).hasMessageContaining("2147483647 SCRAM iterations");
        }
        try (FakeConsole fake = new FakeConsole((in, out) -> {
            FakeConsole.startup(in);
            out.write(Transcript.message('R', body -> {
                body.writeInt(10);
                body.writeBytes("SCRAM-SHA-256\0\0");
            }));
            in.readByte();
            in.readNBytes(in.readInt() - 4);
            out.write(Transcript.welcome());
            in.read();
        })) {
            assertThatThrownBy(() -> ask(fake, GENEROUS)).hasMessageContaining("without the proof");
        }
    }
}
