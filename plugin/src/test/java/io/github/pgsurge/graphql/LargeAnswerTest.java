package io.github.pgsurge.graphql;

import static io.github.pgsurge.graphql.Endpoints.ask;
import static io.github.pgsurge.graphql.Endpoints.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("measures what this JVM holds")
class LargeAnswerTest {
    private static final int SIZE = 50 << 20;
    private static final int LIMIT = 10 << 20;

    /** What one thread may allocate for an answer of any size; buffers and names come and go. */
    private static final long FLAT_BYTES = 8 << 20;

    private static void head(OutputStream out, String length) throws IOException {
        RawServer.write(out, "HTTP/1.1 200 OK\r\n" + length + "\r\n\r\n");
    }

    private static void fill(OutputStream out, String start, String unit, String end) throws IOException {
        byte[] block = unit.repeat(65_536 / unit.length()).getBytes(StandardCharsets.UTF_8);
        RawServer.write(out, start);
        for (int left = SIZE - start.length(); left > block.length; left -= block.length) {
            out.write(block);
        }
        RawServer.write(out, end);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void readsFiftyMegabytesOfTextInFlatMemory() throws Exception {
        try (RawServer server = RawServer.start((request, out) -> {
                    head(out, "Connection: close");
                    fill(out, "{\"data\":{\"text\":\"", "x", "\"}}");
                    return false;
                });
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            long before = allocated();
            GraphqlAnswer answer = ask(client);
            assertThat(answer.message()).isEqualTo("OK");
            assertThat(answer.receivedBytes()).isGreaterThan(SIZE - 100_000);
            assertThat(allocated() - before).isLessThan(FLAT_BYTES);
        }
    }

    @Test
    void readsFiftyMegabytesOfDifferentNamesWithoutHoldingThem() throws Exception {
        AtomicLong grown = new AtomicLong();
        try (RawServer server = RawServer.start((request, out) -> {
            head(out, "Connection: close");
            RawServer.write(out, "{\"data\":{\"n\":0");
            long before = held();
            names(out);
            grown.set(held() - before);
            RawServer.write(out, "}}");
            return false;
        })) {
            assertThat(ask(server).message()).isEqualTo("OK");
            assertThat(grown.get()).isLessThan(FLAT_BYTES);
        }
    }

    private static void names(OutputStream out) throws IOException {
        StringBuilder block = new StringBuilder();
        for (int i = 0; i < 2_000_000; i++) {
            block.append(",\"some_name_").append(i).append("\":").append(i);
            if (block.length() > 60_000) {
                RawServer.write(out, block.toString());
                block.setLength(0);
            }
        }
    }

    private static long held() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void closesAtOnceWhatIsLargerThanAllowed() throws Exception {
        AtomicLong written = new AtomicLong();
        for (String length :
                new String[] {"Transfer-Encoding: chunked", "Content-Length: " + SIZE, "X-Length: unknown"}) {
            written.set(0);
            try (RawServer server = RawServer.start((request, out) -> {
                        head(out, length);
                        boolean chunked = length.endsWith("chunked");
                        String block = "x".repeat(65_536);
                        RawServer.write(out, (chunked ? "9\r\n" : "") + "{\"data\":\"" + (chunked ? "\r\n" : ""));
                        for (int i = 0; i < SIZE / 65_536; i++) {
                            RawServer.write(out, chunked ? "10000\r\n" + block + "\r\n" : block);
                            written.addAndGet(block.length());
                        }
                        return false;
                    });
                    GraphqlEndpoint endpoint =
                            GraphqlEndpoint.open(settings(server.url(), Duration.ofSeconds(20), LIMIT))) {
                GraphqlClient client = endpoint.client();
                long before = allocated();
                GraphqlAnswer answer = ask(client);
                assertThat(answer.code()).isEqualTo("TOO_LARGE");
                assertThat(answer.message()).isEqualTo("the answer is larger than " + LIMIT + " bytes");
                assertThat(answer.receivedBytes()).isLessThan(LIMIT + 100_000L);
                assertThat(answer.body()).hasSizeLessThanOrEqualTo(100);
                assertThat(allocated() - before).isLessThan(FLAT_BYTES);
            }
        }
    }

    @Test
    void readsOnlyTheBeginningOfFiftyMegabytesOfGarbage() throws Exception {
        byte[] noise = new byte[65_536];
        new Random(1).nextBytes(noise);
        noise[0] = '<';
        try (RawServer server = RawServer.start((request, out) -> {
                    head(out, "Content-Length: " + SIZE);
                    for (int i = 0; i < SIZE / noise.length; i++) {
                        out.write(noise);
                    }
                    return true;
                });
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            long before = allocated();
            GraphqlAnswer answer = ask(client);
            assertThat(answer.code()).isEqualTo("NOT_JSON");
            assertThat(answer.body()).hasSize(100);
            assertThat(answer.receivedBytes()).isLessThan(200_000);
            assertThat(allocated() - before).isLessThan(FLAT_BYTES);
        }
    }

    @Test
    void survivesErrorsThatAreTooLongToHoldAndNestingWithoutEnd() throws Exception {
        for (String start : new String[] {"{\"errors\":[{\"message\":\"", "{\"data\":["}) {
            String unit = start.endsWith("[") ? "[" : "x";
            try (RawServer server = RawServer.start((request, out) -> {
                        head(out, "Connection: close");
                        fill(out, start, unit, "");
                        return false;
                    });
                    GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
                GraphqlClient client = endpoint.client();
                long before = allocated();
                assertThat(ask(client).code()).isEqualTo("[".equals(unit) ? "NOT_JSON" : "GRAPHQL_ERROR");
                assertThat(allocated() - before).isLessThan(FLAT_BYTES);
            }
        }
    }
}
