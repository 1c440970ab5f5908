package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.report.LabelResult;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.testing.TakesLong;
import io.github.pgsurge.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway plans on the whole sandbox, whose tokens live a few seconds only. */
@TakesLong
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class GatewayIT {
    private static final Map<String, Double> WEIGHTS =
            Map.of("getFeed", 40.0, "getUser", 30.0, "getContent", 20.0, "searchContent", 8.0, "createContent", 2.0);
    private static final int USERS = 50;
    private static final Duration TOKEN_LIFETIME = Duration.ofSeconds(5);

    private static TestSandbox sandbox;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        sandbox = TestSandbox.start(TOKEN_LIFETIME);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private Launch run(String... arguments) throws Exception {
        // these tests drive the gateway as fast as the machine allows: how long that takes is no business of theirs
        return Launch.pgsurge(folder, "run")
                .inCheckout(sandbox.root())
                .withRules("errors rate < 1%", "graphql.connections > 0")
                .arguments(arguments);
    }

    private static long number(String database, String sql) throws SQLException {
        try (Connection connection = sandbox.connectAsAdmin(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long backends(String role) throws SQLException {
        return number("postgres", "select count(*) from pg_stat_activity where usename = '" + role + "'");
    }

    @ParameterizedTest
    @CsvSource({"baseline, direct, gateway_direct, 150, 300", "pgbouncer-validation, pooled, gateway_pooled, 1, 25"})
    void runsTheScenarioWithoutErrorsOnTheBackendsOfItsSide(
            String plan, String target, String role, long fewest, long most) throws Exception {
        try (PgsurgeProcess run =
                run(plan, "--duration", "11s", "--think-time", "0").start()) {
            run.awaitElapsed(5);
            assertThat(backends(role)).isBetween(fewest, most);
            run.awaitEnd();
            run.exited(0);
            RunResult result = run.result();
            assertThat(result.identity().target()).contains(target);
            assertThat(result.total().errors()).isZero();
            assertThat(result.labels().keySet()).containsAll(WEIGHTS.keySet()).contains("connect");
            long requests = WEIGHTS.keySet().stream()
                    .mapToLong(label -> result.labels().get(label).count())
                    .sum();
            assertThat(requests).isGreaterThan(1_000);
            WEIGHTS.forEach((label, weight) -> {
                LabelResult figures = result.labels().get(label);
                double deviation = Math.sqrt(weight * (100 - weight) / requests);
                assertThat(100.0 * figures.count() / requests).as(label).isCloseTo(weight, within(4 * deviation));
                assertThat(figures.number(SampleFigure.BYTES)).as(label).isPresent();
            });
            Map<String, Object> graphql = PlainValues.of(result.findings()).get("graphql");
            // the first token, and a new one each time before the old one ends
            long logins = (long) graphql.get("logins");
            assertThat(logins).isBetween(2L, 5L);
            // each user has one connection for all operations; then health, introspection, and one for each login
            assertThat((long) graphql.get("connections")).isBetween((long) USERS, USERS + 2 + logins);
            assertThat(PlainValues.of(result.findings()).get("environment"))
                    .containsEntry("gateway_prepare_threshold", 0L);
            assertThat(PlainValues.of(result.findings()).containsKey("pgbouncer"))
                    .isEqualTo(target.equals("pooled"));
        }
    }

    @Test
    void concludesNothingFromAPooledRunThatWentPastPgBouncer() throws Exception {
        Path astray = Files.createDirectories(folder.resolve("astray"));
        Files.createDirectories(astray.resolve(".sandbox"));
        Map<String, String> environment = sandbox.environment();
        environment.put("GATEWAY_POOLED_URL", environment.get("GATEWAY_DIRECT_URL"));
        Files.write(
                astray.resolve(".sandbox/env"),
                environment.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
        PgsurgeProcess run = Launch.pgsurge(
                        folder,
                        "run",
                        Launch.plan("baseline").toString(),
                        "--target",
                        "pooled",
                        "--duration",
                        "2s",
                        "--vus",
                        "2",
                        "--think-time",
                        "0")
                .inCheckout(astray)
                .withRules("count > 0")
                .run();
        run.exited(4);
        assertThat(run.result().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.output()).contains("query counter did not move");
    }

    @Test
    void weightsAreSettingsAndWhatWasCreatedIsRemovedWhenAsked() throws Exception {
        long before = number("gateway", "select count(*) from content");
        PgsurgeProcess run = run("baseline", "--duration", "2s", "--vus", "3", "--think-time", "0")
                .arguments("-J", "weight.getUser=0", "-J", "weight.getContent=0", "-J", "weight.searchContent=0")
                .arguments("-J", "weight.getFeed=50", "-J", "weight.createContent=50", "-J", "cleanup=true")
                .run();
        run.exited(0);
        assertThat(run.result().labels().keySet()).containsExactlyInAnyOrder("connect", "createContent", "getFeed");
        long created = run.result().labels().get("createContent").count();
        assertThat(created).isPositive();
        assertThat(run.output()).contains("created contents removed: {\"data\":{\"deleteContents\":" + created + "}}");
        assertThat(number("gateway", "select count(*) from content")).isEqualTo(before);
    }

    @Test
    void anExpiredTokenEndsTheRunBeforeItBeginsWithItsExpiry() throws Exception {
        PgsurgeProcess run = run("baseline", "--duration", "2s")
                .with("JWT_TOKEN", token("{\"sub\":\"test\",\"exp\":1700000000}"))
                .run();
        run.exited(2);
        assertThat(run.err()).contains("JWT_TOKEN").contains("2023-11-14T22:13:20Z");
        PgsurgeProcess none = run("baseline", "--duration", "2s")
                .with("JWT_TOKEN", "not-a-token")
                .run();
        none.exited(2);
        assertThat(none.err()).contains("JWT_TOKEN").doesNotContain("not-a-token");
    }

    private static String token(String payload) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(payload.getBytes(StandardCharsets.UTF_8)) + ".c2lnbmF0dXJl";
    }

    @Test
    void aGatewayOrALoginThatDoesNotWorkEndsTheRunBeforeItBegins() throws Exception {
        PgsurgeProcess down = run("baseline", "--duration", "2s")
                .with("BASE_URL", "http://127.0.0.1:1")
                .run();
        down.exited(2);
        assertThat(down.err()).contains("http://127.0.0.1:1");
        PgsurgeProcess wrong = run("baseline", "--duration", "2s", "-J", "gateway.user=nobody-here")
                .run();
        wrong.exited(2);
        assertThat(wrong.err()).contains("nobody-here");
    }

    @Test
    void documentsThatTheSchemaDoesNotKnowRefuseTheRunBeforeAnyLoad() throws Exception {
        PgsurgeProcess run = run(Launch.fixture("unknown-documents").toString()).run();
        run.exited(3);
        for (int i = 1; i <= 5; i++) {
            assertThat(run.err()).contains("unknown" + i);
        }
        assertThat(run.result().total().count()).isZero();
    }

    @Test
    void saysHowToGetASystemWhenThereIsNone() throws Exception {
        PgsurgeProcess run = Launch.pgsurge(
                        folder, "run", Launch.plan("baseline").toString())
                .inCheckout(folder)
                .run();
        run.exited(2);
        assertThat(run.err()).contains("BASE_URL").contains("sandbox up");
    }
}
