package io.github.pgsurge.graphql;

import static io.github.pgsurge.graphql.Endpoints.KEEP;
import static io.github.pgsurge.graphql.Endpoints.ask;
import static io.github.pgsurge.graphql.Endpoints.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What happens to a request on a connection that the server has closed since. */
class StaleConnectionTest {
    private static final String RIGHT = "{\"data\":{\"feed\":[]}}";

    /** Lets the time pass after which a connection counts as idle. */
    private static void lieIdle() {
        long end = System.nanoTime() + HttpConnection.IDLE.toNanos();
        for (long left = HttpConnection.IDLE.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Serves the first request of each connection and closes at the second. */
    private static boolean closeAtTheSecond(RawServer.Request request, OutputStream out) throws IOException {
        return request.number() % 2 == 1 && RawServer.say(out, 200, RIGHT);
    }

    @Test
    void connectsAgainWhenTheServerClosedTheIdleConnection() throws Exception {
        try (RawServer server = RawServer.start((request, out) -> {
                    RawServer.say(out, 200, RIGHT);
                    return false;
                });
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            for (int i = 0; i < 3; i++) {
                assertThat(ask(client).message()).isEqualTo("OK");
                lieIdle();
            }
            assertThat(server.requests()).hasSize(3);
            assertThat(endpoint.counters().staleRetries()).isEqualTo(2);
        }
    }

    @Test
    void sendsAgainOnlyOnceAndOnlyOnAConnectionThatWorkedBefore() throws Exception {
        try (RawServer server =
                        RawServer.start((request, out) -> request.number() == 1 && RawServer.say(out, 200, RIGHT));
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            assertThat(ask(client).code()).isEqualTo("200");
            lieIdle();
            assertThat(ask(client)).returns("CONNECT", GraphqlAnswer::code).satisfies(answer -> assertThat(
                            answer.message())
                    .contains("closed the connection without an answer"));
            assertThat(server.requests()).hasSize(3);
            assertThat(ask(client).code()).isEqualTo("CONNECT");
            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    void neverSendsAgainWhenPartOfAnAnswerCame() throws Exception {
        try (RawServer server = RawServer.start((request, out) -> {
                    if (request.number() == 1) {
                        return RawServer.say(out, 200, RIGHT);
                    }
                    RawServer.write(out, "HTTP/1.");
                    return false;
                });
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            ask(client);
            lieIdle();
            assertThat(ask(client).code()).isEqualTo("CONNECT");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void showsAConnectionThatIsCutInTheMiddleOfTheLoad() throws Exception {
        try (RawServer server = RawServer.start(StaleConnectionTest::closeAtTheSecond);
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            assertThat(ask(client).code()).isEqualTo("200");
            assertThat(ask(client).code()).isEqualTo("CONNECT");
            assertThat(server.requests()).hasSize(2);
            assertThat(endpoint.counters().staleRetries()).isZero();
        }
    }

    @Test
    void neverSendsAMutationAgain() throws Exception {
        GraphqlOperation create =
                new GraphqlOperation("create", "mutation { create(input: {}) { id } }", "", false, Optional.empty());
        try (RawServer server = RawServer.start(StaleConnectionTest::closeAtTheSecond);
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            assertThat(ask(client).code()).isEqualTo("200");
            lieIdle();
            assertThat(client.execute(create, "", List.of(), KEEP).code()).isEqualTo("CONNECT");
            assertThat(server.requests()).hasSize(2);
        }
    }
}
