package io.github.pgsurge.graphql;

import static io.github.pgsurge.graphql.Endpoints.ask;
import static io.github.pgsurge.graphql.Endpoints.settings;
import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** How requests end that nobody waits for any more, and what is left then. */
@Isolated("counts threads of this JVM")
class CancellationTest {
    private static final String RIGHT = "{\"data\":{\"feed\":[]}}";

    @Test
    void isCancelledFromAnotherThreadWithinTwoSeconds() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = RawServer.start((request, out) -> {
                    if (request.number() > 1) {
                        return RawServer.say(out, 200, RIGHT);
                    }
                    asked.countDown();
                    return RawServer.hold();
                });
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            assertThat(client.cancel()).isFalse();
            CompletableFuture<GraphqlAnswer> answer = CompletableFuture.supplyAsync(() -> ask(client));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            long start = System.nanoTime();
            assertThat(client.cancel()).isTrue();
            assertThat(answer.get(2, TimeUnit.SECONDS).code()).isEqualTo("CANCELLED");
            assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
            assertThat(client.cancel()).isFalse();
            assertThat(ask(client).code()).isEqualTo("200");
        }
    }

    @Test
    void endsEveryRequestWhenTheEndpointCloses() throws Exception {
        CountDownLatch asked = new CountDownLatch(8);
        try (RawServer server = RawServer.start((request, out) -> {
            asked.countDown();
            return RawServer.hold();
        })) {
            GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()));
            List<CompletableFuture<GraphqlAnswer>> answers = new ArrayList<>();
            try {
                for (int i = 0; i < 8; i++) {
                    GraphqlClient client = endpoint.client();
                    CompletableFuture<GraphqlAnswer> answer = new CompletableFuture<>();
                    answers.add(answer);
                    new Thread(() -> answer.complete(ask(client))).start();
                }
                assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            } finally {
                endpoint.close();
            }
            for (CompletableFuture<GraphqlAnswer> answer : answers) {
                assertThat(answer.get(2, TimeUnit.SECONDS).code()).isEqualTo("CANCELLED");
            }
            assertThat(ask(endpoint.client()).code()).isEqualTo("CANCELLED");
        }
    }

    @Test
    void leavesNoThreadAndNoConnectionBehind() throws Exception {
        try (RawServer server = RawServer.saying(200, RIGHT)) {
            long before = watchers();
            try (GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
                ask(endpoint.client());
                assertThat(server.open()).isEqualTo(1);
            }
            await("no thread is left").until(() -> watchers() <= before);
            await("no connection is left").until(() -> server.open() == 0);
        }
    }

    private static long watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("pgsurge-graphql"))
                .count();
    }

    @Test
    void cancelsAtAnyMomentWithoutAnyOtherFailure() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger cancelled = new AtomicInteger();
        try (RawServer server = RawServer.saying(200, RIGHT);
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            Thread canceller = new Thread(() -> {
                while (!over.get()) {
                    if (client.cancel()) {
                        cancelled.incrementAndGet();
                        LockSupport.parkNanos(100_000);
                    }
                }
            });
            canceller.start();
            int failed = 0;
            try {
                for (int i = 0; i < 3_000; i++) {
                    GraphqlAnswer answer = ask(client);
                    assertThat(answer.code()).as(answer.message()).isIn("200", "CANCELLED");
                    failed += answer.success() ? 0 : 1;
                }
            } finally {
                over.set(true);
                canceller.join(5_000);
            }
            assertThat(failed).isBetween(1, cancelled.get());
            assertThat(ask(client).code()).isEqualTo("200");
        }
    }
}
