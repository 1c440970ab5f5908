package io.github.pgsurge.graphql;

import static io.github.pgsurge.graphql.Endpoints.FEED;
import static io.github.pgsurge.graphql.Endpoints.KEEP;
import static io.github.pgsurge.graphql.Endpoints.ask;
import static io.github.pgsurge.graphql.Endpoints.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.testing.FreePorts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private static final String RIGHT = "{\"data\":{\"feed\":[]}}";
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    private static EndpointSettings impatient(URI url) {
        return settings(url, Duration.ofMillis(300), 1 << 20);
    }

    @Test
    void keepsOneConnectionForManyRequests() throws Exception {
        try (RawServer server = RawServer.saying(200, RIGHT);
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            assertThat(ask(client).connectNanos()).isPositive();
            for (int i = 0; i < 20; i++) {
                assertThat(ask(client)).returns("200", GraphqlAnswer::code).returns(0L, GraphqlAnswer::connectNanos);
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(endpoint.counters().connections()).isEqualTo(1);
        }
    }

    @Test
    void opensAConnectionForEachRequestWhenToldTo() throws Exception {
        try (RawServer server = RawServer.saying(200, RIGHT);
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(
                        server.url(),
                        Duration.ofSeconds(5),
                        false,
                        TlsFiles.NONE,
                        new TokenSource.None(),
                        new SchemaSource.Unchecked(),
                        1 << 20))) {
            GraphqlClient client = endpoint.client();
            for (int i = 0; i < 5; i++) {
                assertThat(ask(client).code()).isEqualTo("200");
            }
            assertThat(server.connections()).isEqualTo(5);
            assertThat(server.requests())
                    .allSatisfy(request -> assertThat(request.headers()).containsEntry("connection", "close"));
        }
    }

    @Test
    void readsChunkedAndCloseDelimitedAndContinuedAnswers() throws Exception {
        List<String> answers = List.of(
                HEAD + "transfer-ENCODING: chunked\r\n\r\n5\r\n{\"dat\r\n8;x=y\r\na\":true}\r\n0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + HEAD
                        + "CONTENT-LENGTH: 10\r\n\r\n{\"data\":1}",
                "HTTP/1.0 200 OK\r\n\r\n{\"data\":1}");
        try (RawServer server = RawServer.start((request, out) -> {
                    RawServer.write(out, answers.get(request.number() - 1));
                    return request.number() < 3;
                });
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            assertThat(ask(client).message()).isEqualTo("OK");
            assertThat(ask(client).message()).isEqualTo("OK");
            assertThat(ask(client).message()).isEqualTo("OK");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void readsNoBodyWhereThereIsNone() throws Exception {
        try (RawServer server = RawServer.start((request, out) -> {
                    RawServer.write(out, "HTTP/1.1 204 No Content\r\n\r\n");
                    return true;
                });
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            assertThat(ask(client)).returns("NOT_JSON", GraphqlAnswer::code).returns(204, GraphqlAnswer::httpStatus);
            assertThat(ask(client).message()).isEqualTo("the answer is empty");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void tellsACutConnectionFromAnAnswer() throws Exception {
        for (String cut : List.of(
                HEAD + "Content-Length: 500\r\n\r\n{\"data\":",
                HEAD + "Transfer-Encoding: chunked\r\n\r\n100\r\n{\"data\":",
                HEAD + "Content-Le",
                "SSH-2.0-OpenSSH_9.2\r\n")) {
            try (RawServer server = RawServer.start((request, out) -> {
                RawServer.write(out, cut);
                return false;
            })) {
                GraphqlAnswer answer = ask(server);
                assertThat(answer.code()).as(cut + answer.message()).isEqualTo("CONNECT");
                assertThat(answer.message()).contains("localhost:");
            }
        }
        try (RawServer server = RawServer.start((request, out) -> {
            RawServer.write(out, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 500\r\n\r\n<html>");
            return false;
        })) {
            assertThat(ask(server).code()).isEqualTo("502");
        }
    }

    @Test
    void failsAsConnectWhenNobodyListensOrTheNameIsUnknown() throws Exception {
        int port = FreePorts.tcp();
        try (GraphqlEndpoint endpoint =
                GraphqlEndpoint.open(settings(URI.create("http://localhost:" + port + "/graphql")))) {
            assertThat(ask(endpoint.client())).satisfies(answer -> {
                assertThat(answer.code()).isEqualTo("CONNECT");
                assertThat(answer.message()).contains("cannot connect to localhost:" + port, "refused");
                assertThat(answer.httpStatus()).isZero();
            });
        }
        // a label of 64 characters, which no resolver needs to ask anybody for
        String name = "x".repeat(64) + ".invalid";
        try (GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(URI.create("http://" + name + "/graphql")))) {
            assertThat(ask(endpoint.client()).message()).isEqualTo("there is no host named " + name);
        }
    }

    @Test
    void givesUpConnectingInTime() throws Exception {
        // a listener whose backlog is full answers no further connection request
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> fill = new ArrayList<>();
            try {
                for (int i = 0; i < 3; i++) {
                    Socket socket = new Socket();
                    fill.add(socket);
                    try {
                        socket.connect(full.getLocalSocketAddress(), 100);
                    } catch (IOException e) {
                        // the backlog is full
                    }
                }
                EndpointSettings settings = new EndpointSettings(
                        URI.create("http://127.0.0.1:" + full.getLocalPort() + "/graphql"),
                        Optional.empty(),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(30),
                        true,
                        TlsFiles.NONE,
                        new TokenSource.None(),
                        new SchemaSource.Unchecked(),
                        1 << 20);
                try (GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings)) {
                    GraphqlAnswer answer = ask(endpoint.client());
                    assertThat(answer.code()).isEqualTo("CONNECT");
                    assertThat(answer.message()).contains("within 200 ms");
                    assertThat(answer.serviceNanos()).isBetween(190_000_000L, 20_000_000_000L);
                }
            } finally {
                for (Socket socket : fill) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void cutsAServerThatStallsOrDripsAtTheDeadline() throws Exception {
        List<RawServer.Behaviour> slow = List.of(
                (request, out) -> RawServer.hold(),
                (request, out) -> {
                    RawServer.write(out, HEAD + "Content-Length: 1000\r\n\r\n{\"data\":");
                    return RawServer.hold();
                },
                (request, out) -> drip(out, HEAD + "Content-Length: 100000\r\n\r\n{\"data\":"),
                (request, out) -> drip(out, HEAD + "X-A: "));
        for (RawServer.Behaviour behaviour : slow) {
            try (RawServer server = RawServer.start(behaviour);
                    GraphqlEndpoint endpoint = GraphqlEndpoint.open(impatient(server.url()))) {
                GraphqlAnswer answer = ask(endpoint.client());
                assertThat(answer.code()).as(answer.message()).isEqualTo("TIMEOUT");
                assertThat(answer.message()).contains("within 300 ms");
                assertThat(answer.serviceNanos()).isBetween(290_000_000L, 5_000_000_000L);
            }
        }
    }

    @Test
    void cutsAServerThatDoesNotReadTheRequest() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0);
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(
                        impatient(URI.create("http://localhost:" + deaf.getLocalPort() + "/graphql")))) {
            String variables = "{\"a\":\"" + "x".repeat(20 << 20) + "\"}";
            assertThat(endpoint.client()
                            .execute(FEED, variables, List.of(), KEEP)
                            .code())
                    .isEqualTo("TIMEOUT");
        }
    }

    private static boolean drip(OutputStream out, String start) throws IOException, InterruptedException {
        RawServer.write(out, start);
        while (true) {
            RawServer.write(out, " ");
            Thread.sleep(20);
        }
    }

    @Test
    void goesOnAfterATimeout() throws Exception {
        try (RawServer server = RawServer.start(
                        (request, out) -> request.number() == 1 ? RawServer.hold() : RawServer.say(out, 200, RIGHT));
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(impatient(server.url()))) {
            GraphqlClient client = endpoint.client();
            assertThat(ask(client).code()).isEqualTo("TIMEOUT");
            assertThat(ask(client).code()).isEqualTo("200");
        }
    }

    @Test
    void letsTheCallersHeadersWin() throws Exception {
        try (RawServer server = RawServer.saying(200, RIGHT);
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            ask(client);
            client.execute(
                    FEED,
                    "{\"a\": 1}",
                    List.of(
                            Map.entry("ACCEPT", "application/json"),
                            Map.entry("x-tenant", "7"),
                            Map.entry("Host", "elsewhere"),
                            Map.entry("content-length", "1"),
                            Map.entry("Transfer-Encoding", "chunked"),
                            Map.entry("Accept-Encoding", "gzip"),
                            Map.entry("Authorization", "Basic eDp5")),
                    KEEP);
            RawServer.Request plain = server.requests().get(0);
            assertThat(plain.line()).isEqualTo("POST /graphql HTTP/1.1");
            assertThat(plain.headers())
                    .containsEntry("accept", "application/graphql-response+json, application/json")
                    .containsEntry("content-type", "application/json")
                    .containsEntry("host", "localhost:" + server.url().getPort())
                    .doesNotContainKeys("authorization", "accept-encoding", "connection");
            assertThat(plain.body()).isEqualTo("{\"query\":\"query { feed(limit: 1) { id } }\",\"variables\":{}}");
            RawServer.Request own = server.requests().get(1);
            assertThat(own.headers())
                    .containsEntry("accept", "application/json")
                    .containsEntry("x-tenant", "7")
                    .containsEntry("authorization", "Basic eDp5")
                    .containsEntry("host", "localhost:" + server.url().getPort())
                    .doesNotContainKeys("transfer-encoding", "accept-encoding");
            assertThat(own.names()).doesNotHaveDuplicates();
            assertThat(own.body()).endsWith("\"variables\":{\"a\": 1}}");
        }
    }
}
