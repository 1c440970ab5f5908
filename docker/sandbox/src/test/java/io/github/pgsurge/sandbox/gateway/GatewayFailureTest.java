package io.github.pgsurge.sandbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.pgsurge.sandbox.Credentials;
import io.github.pgsurge.sandbox.PostgresServer;
import io.github.pgsurge.sandbox.SandboxException;
import io.github.pgsurge.sandbox.gateway.GatewayClient.Answer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that is too small, that goes away and that comes back; with a server of its own. */
class GatewayFailureTest {
    private static GatewayPostgres postgres;

    @BeforeAll
    static void start() throws SandboxException, IOException {
        postgres = new GatewayPostgres(20);
    }

    @AfterAll
    static void stop() throws SandboxException {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void tooSmallPostgresIsOneLineWithItsOwnWordsAndNoConnectionIsLeft() throws Exception {
        assertThatThrownBy(() -> Gateway.start(postgres.options(6, 4)).close())
                .isInstanceOf(SandboxException.class)
                .hasMessageMatching("gateway gateway_test: could not connect to the database gateway at 127.0.0.1:"
                        + postgres.server().port() + " as gateway_test: 17 of 24 connections are open, then: FATAL:"
                        + " (sorry, too many clients already|remaining connection slots are reserved.*)");
        await("no connection is left").until(() -> backends().equals("0"));
    }

    @Test
    void healthIs503WithinTwoSecondsWithoutPostgresAndOperationsAreErrors() throws Exception {
        try (Gateway gateway = Gateway.start(postgres.options(6, 1))) {
            GatewayClient client = new GatewayClient(gateway.port()).logIn();
            assertThat(backends()).isEqualTo("6");
            postgres.server().stop();
            try {
                long start = System.nanoTime();
                Answer health = client.health();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
                assertThat(health.status()).isEqualTo(503);
                assertThat(health.body().path("status").asText()).isEqualTo("unavailable");
                assertThat(health.body().path("reason").asText()).isNotBlank().hasLineCount(1);

                Answer feed = client.query("{ feed(limit: 1) { id } }");
                assertThat(feed.status()).isEqualTo(200);
                assertThat(feed.code()).isEqualTo("DATABASE_ERROR");
                assertThat(feed.data().isNull()).isTrue();
                assertThat(feed.message()).hasLineCount(1);
            } finally {
                postgres.server().start();
            }
        }
    }

    @Test
    void wrongPasswordIsOneLineWithTheServersWords() {
        GatewayOptions right = postgres.options(1, 1);
        GatewayOptions wrong = new GatewayOptions(
                right.name(),
                0,
                right.dbHost(),
                right.dbPort(),
                right.dbName(),
                new Credentials(GatewayPostgres.ROLE.user(), "wrong"),
                1,
                1,
                0,
                right.tokenSecret(),
                right.tokenLifetime(),
                right.user());
        assertThatThrownBy(() -> Gateway.start(wrong).close())
                .isInstanceOf(SandboxException.class)
                .hasMessageEndingWith("FATAL: password authentication failed for user \"gateway_test\"");
    }

    @Test
    void secondDatabaseOfTheSameServerIsRefusedInTheServersWords() {
        PostgresServer server = postgres.server();
        assertThatThrownBy(() -> GatewayDatabase.create(PostgresServer.HOST, server.port(), server.admin()))
                .isInstanceOf(SandboxException.class)
                .hasMessage("Could not create the gateway's database: ERROR: role \"gateway\" already exists");
    }

    private static String backends() throws Exception {
        return postgres.ask("SELECT count(*) FROM pg_stat_activity WHERE usename = 'gateway_test'");
    }
}
