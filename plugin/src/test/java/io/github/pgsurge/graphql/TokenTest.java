package io.github.pgsurge.graphql;

import static io.github.pgsurge.graphql.Endpoints.ask;
import static io.github.pgsurge.graphql.Endpoints.settings;
import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.testing.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TokenTest {
    private static final String PASSWORD = "pa\"55word";
    private static final String RIGHT = "{\"data\":1}";
    private static final TokenSource.Login LOGIN = new TokenSource.Login(
            "test",
            Secret.of(PASSWORD),
            "mutation($username: String!, $password: String!) { login(username: $username, password: $password) { token } }",
            "data.login.token");

    private final GivenToken.Clock clock = new GivenToken.Clock();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger unauthorised = new AtomicInteger();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private volatile String good = "";
    private volatile String failing = "";
    private volatile Duration life = Duration.ofSeconds(20);

    @AfterEach
    void closeEverything() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    /** Logs in whom it may, and answers 401 to every token but the last one, or to that too when it has expired. */
    private RawServer gateway() throws IOException {
        RawServer server = RawServer.start((request, out) -> {
            if (request.body().contains("login(")) {
                int number = logins.incrementAndGet();
                if (!failing.isEmpty()) {
                    return RawServer.say(out, 200, failing);
                }
                good = GivenToken.expiring(clock.instant().plus(life), number);
                return RawServer.say(out, 200, "{\"data\":{\"login\":{\"token\":\"" + good + "\"}}}");
            }
            String token = request.headers().getOrDefault("authorization", "").replace("Bearer ", "");
            boolean known = token.equals(good)
                    && Jwt.read(token).orElseThrow().expires().orElseThrow().isAfter(clock.instant());
            if (!known) {
                unauthorised.incrementAndGet();
            }
            return known ? RawServer.say(out, 200, RIGHT) : RawServer.say(out, 401, "{}");
        });
        opened.add(server);
        return server;
    }

    private GraphqlEndpoint open(URI url, TokenSource token) throws Rejection {
        GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(url, token, new SchemaSource.Unchecked()), clock);
        opened.add(endpoint);
        return endpoint;
    }

    private void rejects(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Rejection.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageNotContainingAny("\n", PASSWORD, "eyJ")
                .hasMessageContainingAll(parts);
    }

    private static TokenSource fixed(String token) {
        return new TokenSource.Static(Secret.of(token));
    }

    @Test
    void sendsAStaticTokenWithEveryRequest() throws Exception {
        RawServer server = gateway();
        good = GivenToken.expiring(GivenToken.START.plusSeconds(60), 1);
        assertThat(ask(open(server.url(), fixed(good)).client()).code()).isEqualTo("200");
        assertThat(ask(open(server.url(), fixed(GivenToken.jwt("{}"))).client()).code())
                .isEqualTo("401");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void refusesAStaticTokenThatIsNoJwtOrHasExpired() throws Exception {
        URI url = gateway().url();
        for (String wrong : List.of("secret-token", "eyJh.eyJi", "a.b.c", "eyJ!.e30.x", GivenToken.jwt("[1]"), "")) {
            rejects(() -> open(url, fixed(wrong)), "JWT_TOKEN is not a JWT");
        }
        Instant end = Instant.parse("2029-12-31T23:00:00Z");
        rejects(
                () -> open(url, fixed(GivenToken.expiring(end, 1))),
                "JWT_TOKEN expired at 2029-12-31T23:00:00Z",
                "2030-01-01T00:00:00Z");
    }

    @Test
    void logsInWithVariablesOnAConnectionOfItsOwn() throws Exception {
        RawServer server = gateway();
        GraphqlEndpoint endpoint = open(server.url(), LOGIN);
        assertThat(logins).hasValue(1);
        GraphqlAnswer answer = ask(endpoint.client());
        assertThat(answer.code()).isEqualTo("200");
        assertThat(server.requests().get(0).body())
                .endsWith("\"variables\":{\"username\":\"test\",\"password\":\"pa\\\"55word\"}}");
        assertThat(server.requests().get(0).headers()).doesNotContainKey("authorization");
        assertThat(server.connections()).isEqualTo(2);
        assertThat(endpoint.counters()).returns(1L, EndpointCounts::logins).returns(0L, EndpointCounts::refreshes);
    }

    @Test
    void renewsATokenOfTwentySecondsAtMostThreeTimesInAMinute() throws Exception {
        GraphqlEndpoint endpoint = open(gateway().url(), LOGIN);
        GraphqlClient client = endpoint.client();
        for (int tenth = 0; tenth < 600; tenth++) {
            assertThat(ask(client).code()).isEqualTo("200");
            clock.advanceMillis(100);
        }
        assertThat(logins.get()).isBetween(3, 4);
        assertThat(unauthorised).hasValue(0);
        assertThat(endpoint.counters().refreshes()).isEqualTo(logins.get() - 1);
    }

    @Test
    void renewsShortLivedAndLongLivedTokensInTime() {
        for (long[] lifeAndMargin : new long[][] {{1, 500}, {3, 1_000}, {20, 2_000}, {100, 10_000}, {86_400, 30_000}}) {
            Instant end = GivenToken.START.plusSeconds(lifeAndMargin[0]);
            Token token = Token.received(Secret.of(GivenToken.expiring(end, 1)), GivenToken.START);
            assertThat(end.toEpochMilli() - token.renewAt()).isEqualTo(lifeAndMargin[1]);
        }
        assertThat(Token.received(Secret.of("opaque"), GivenToken.START).renewAt())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Token.received(Secret.of("opaque"), GivenToken.START))
                .asString()
                .doesNotContain("opaque");
    }

    @Test
    void logsInOnceForSixteenCallersWhoseTokenIsRefused() throws Exception {
        life = Duration.ofHours(1);
        GraphqlEndpoint endpoint = open(gateway().url(), LOGIN);
        race(endpoint, () -> good = "revoked");
        assertThat(logins).hasValue(2);
        assertThat(endpoint.counters()).returns(2L, EndpointCounts::logins).returns(1L, EndpointCounts::refreshes);
    }

    @Test
    void logsInOnceForSixteenCallersWhoseTokenIsAboutToExpire() throws Exception {
        GraphqlEndpoint endpoint = open(gateway().url(), LOGIN);
        race(endpoint, () -> clock.advanceMillis(18_500));
        assertThat(logins).hasValue(2);
        assertThat(unauthorised).hasValue(0);
    }

    private void race(GraphqlEndpoint endpoint, Runnable before) throws Exception {
        CyclicBarrier start = new CyclicBarrier(16, before);
        List<CompletableFuture<GraphqlAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            GraphqlClient client = endpoint.client();
            CompletableFuture<GraphqlAnswer> answer = new CompletableFuture<>();
            answers.add(answer);
            new Thread(() -> {
                        ask(client);
                        try {
                            start.await();
                            answer.complete(ask(client));
                        } catch (Exception e) {
                            answer.completeExceptionally(e);
                        }
                    })
                    .start();
        }
        for (CompletableFuture<GraphqlAnswer> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).message()).isEqualTo("OK");
        }
    }

    @Test
    void countsTheWaitForATokenApart() throws Exception {
        RawServer server = RawServer.start((request, out) -> {
            if (request.body().contains("login(")) {
                if (logins.incrementAndGet() > 1) {
                    Thread.sleep(300);
                }
                good = GivenToken.expiring(clock.instant().plusSeconds(20), 1);
                return RawServer.say(out, 200, "{\"data\":{\"login\":{\"token\":\"" + good + "\"}}}");
            }
            return RawServer.say(out, 200, RIGHT);
        });
        opened.add(server);
        GraphqlClient client = open(server.url(), LOGIN).client();
        ask(client);
        clock.advanceMillis(19_000);
        GraphqlAnswer answer = ask(client);
        assertThat(answer.tokenWaitNanos()).isGreaterThan(290_000_000L);
        assertThat(answer.serviceNanos()).isLessThan(answer.tokenWaitNanos());
    }

    @Test
    void givesUpAfterASecondRefusal() throws Exception {
        life = Duration.ofHours(1);
        RawServer server = RawServer.start((request, out) -> request.body().contains("login(")
                ? RawServer.say(
                        out, 200, "{\"data\":{\"login\":{\"token\":\"opaque" + logins.incrementAndGet() + "\"}}}")
                : RawServer.say(
                        out,
                        401,
                        "{\"errors\":[{\"message\":\"" + request.headers().get("authorization") + " is bad\"}]}"));
        opened.add(server);
        GraphqlClient client = open(server.url(), LOGIN).client();
        GraphqlAnswer answer = ask(client);
        assertThat(answer.code()).isEqualTo("401");
        assertThat(answer.message()).isEqualTo("HTTP 401 Said: Bearer **** is bad");
        assertThat(server.requests()).hasSize(4);
        assertThat(logins).hasValue(2);
        // a server that refuses every token is not flooded with logins
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            assertThat(ask(client).code()).isEqualTo("401");
        }
        assertThat(logins.get() - 2).isLessThanOrEqualTo((int) ((System.nanoTime() - start) / 1_000_000_000) + 1);
    }

    @Test
    void leavesATokenOfTheCallersAlone() throws Exception {
        RawServer server = gateway();
        GraphqlClient client = open(server.url(), LOGIN).client();
        GraphqlAnswer answer = client.execute(
                Endpoints.FEED, "", List.of(Map.entry("authorization", "Bearer mine")), BodyCapture.NOTHING);
        assertThat(answer.code()).isEqualTo("401");
        assertThat(logins).hasValue(1);
    }

    @Test
    void failsAsAuthWhenNoTokenCanBeHadAndTriesOnceASecond() throws Exception {
        GraphqlEndpoint endpoint = open(gateway().url(), LOGIN);
        GraphqlClient client = endpoint.client();
        failing = "{\"errors\":[{\"message\":\"locked for " + PASSWORD.replace("\"", "\\\"") + "\"}]}";
        clock.advanceMillis(19_000);
        assertThat(ask(client).code())
                .as("the old token is good for a second yet")
                .isEqualTo("200");
        clock.advanceMillis(1_000);
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            assertThat(ask(client))
                    .returns("AUTH", GraphqlAnswer::code)
                    .returns("the login of test failed: locked for **** (GRAPHQL_ERROR)", GraphqlAnswer::message)
                    .satisfies(answer -> assertThat(answer.headers()).isEmpty());
        }
        assertThat(logins.get() - 2).isLessThanOrEqualTo((int) ((System.nanoTime() - start) / 1_000_000_000) + 1);
        failing = "";
        GraphqlAnswer answer = await("the login works again").until(() -> ask(client), GraphqlAnswer::success);
        assertThat(answer.code()).isEqualTo("200");
        assertThat(endpoint.counters().failedLogins()).isPositive();
    }

    @Test
    void letsCallersBeCancelledWhileTheyWaitForAToken() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        RawServer server = RawServer.start((request, out) -> {
            if (logins.incrementAndGet() > 1) {
                stuck.countDown();
                new CountDownLatch(1).await();
            }
            return RawServer.say(
                    out,
                    200,
                    "{\"data\":{\"login\":{\"token\":\"" + GivenToken.expiring(GivenToken.START.plusSeconds(20), 1)
                            + "\"}}}");
        });
        opened.add(server);
        GraphqlEndpoint endpoint = open(server.url(), LOGIN);
        clock.advanceMillis(30_000);
        List<GraphqlClient> clients = new ArrayList<>();
        List<CompletableFuture<GraphqlAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            GraphqlClient client = endpoint.client();
            CompletableFuture<GraphqlAnswer> answer = new CompletableFuture<>();
            clients.add(client);
            answers.add(answer);
            new Thread(() -> answer.complete(ask(client))).start();
        }
        assertThat(stuck.await(10, TimeUnit.SECONDS)).isTrue();
        for (GraphqlClient client : clients) {
            await("it waits for a token, and is cancelled").until(client::cancel);
        }
        for (CompletableFuture<GraphqlAnswer> answer : answers) {
            assertThat(answer.get(2, TimeUnit.SECONDS).code()).isEqualTo("CANCELLED");
        }
    }

    @Test
    void refusesAtTheStartWhenTheLoginBringsNoToken() throws Exception {
        URI url = gateway().url();
        failing = "{\"errors\":[{\"message\":\"Bad credentials\",\"extensions\":{\"code\":\"UNAUTHENTICATED\"}}]}";
        rejects(() -> open(url, LOGIN), url.toString(), "Bad credentials", "GRAPHQL_UNAUTHENTICATED");
        failing = "{\"data\":{\"login\":null}}";
        rejects(() -> open(url, LOGIN), url.toString(), "no token at data.login.token");
        failing = "<html>";
        rejects(() -> open(url, LOGIN), "not JSON");
        failing = "";
        life = Duration.ofSeconds(-5);
        rejects(() -> open(url, LOGIN), "expired at 2029-12-31T23:59:55Z", "clocks");
        int port = FreePorts.tcp();
        rejects(() -> open(URI.create("http://localhost:" + port + "/graphql"), LOGIN), ":" + port, "refused");
    }

    @Test
    void asksForHealthBeforeAnythingElse() throws Exception {
        AtomicInteger status = new AtomicInteger(503);
        RawServer server = RawServer.start((request, out) -> {
            assertThat(request.line()).isEqualTo("GET /health HTTP/1.1");
            return RawServer.say(out, status.get(), "starting");
        });
        opened.add(server);
        EndpointSettings settings = new EndpointSettings(
                server.url(),
                Optional.of(server.url("/health")),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                true,
                TlsFiles.NONE,
                new TokenSource.None(),
                new SchemaSource.Unchecked(),
                1 << 20);
        rejects(() -> GraphqlEndpoint.open(settings, clock), "GET " + server.url("/health"), "HTTP 503");
        status.set(204);
        GraphqlEndpoint.open(settings, clock).close();
    }
}
