package io.github.pgsurge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole sandbox as a plain {@code up} makes it: one for all tests here. */
@Order(1)
class SandboxCompleteTest {
    private static final String BACKENDS = "SELECT count(*) FROM pg_stat_activity WHERE usename = '%s'";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private static CheckoutFolder checkout;
    private static SandboxOptions options;
    private static SandboxStatus atFirst;
    /** While the sandbox came up. */
    private static Set<String> commandLines;

    @BeforeAll
    static void up(@TempDir Path root) throws Exception {
        Installed.assume();
        checkout = new CheckoutFolder(root);
        options = checkout.everything();
        try (SeenCommandLines watched = new SeenCommandLines()) {
            atFirst = checkout.up(options);
            commandLines = watched.seen();
        }
    }

    @AfterAll
    static void downLeavesNeitherProcessNorFile() throws SandboxException {
        if (checkout != null) {
            checkout.down();
            checkout.assertNothingIsLeft();
        }
    }

    private static int health(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/health"))
                .timeout(DEADLINE)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Waits until the number of backends of a role is this, which pools need some time for after their start. */
    private static void awaitBackends(Connection admin, String role, long number) {
        await(role)
                .atMost(DEADLINE)
                .until(() -> CheckoutFolder.ask(admin, BACKENDS.formatted(role)), Long.toString(number)::equals);
    }

    @Test
    void statusTellsOfEveryService() throws Exception {
        SandboxStatus status = checkout.status();
        assertThat(status.state()).isEqualTo(SandboxStatus.State.UP);
        assertThat(status.services())
                .extracting(SandboxStatus.Service::name)
                .containsExactly("PostgreSQL", "PgBouncer", "gateway direct", "gateway pooled");
        assertThat(status.services())
                .allSatisfy(service -> {
                    assertThat(ProcessHandle.of(service.pid().orElseThrow())).isPresent();
                    assertThat(Ports.answers(service.port())).isTrue();
                    assertThat(service.log()).exists();
                })
                .extracting(SandboxStatus.Service::pid)
                .doesNotHaveDuplicates();
        assertThat(status.options()).contains(options);
        SandboxStatus.Service pgbouncer = status.service("PgBouncer").orElseThrow();
        assertThat(pgbouncer.version().orElseThrow()).matches("1\\.\\d+\\.\\d+.*");
        assertThat(pgbouncer.facts())
                .containsExactly("pool_mode transaction", "default_pool_size 25", "max_client_conn 1000");
        assertThat(status.service("gateway pooled").orElseThrow().facts())
                .containsExactly(
                        "role gateway_pooled",
                        "12 services x 16 connections",
                        "prepareThreshold 0",
                        "token lifetime 3600 s");
    }

    @Test
    void envFileSaysHowToReachEverything() throws Exception {
        Map<String, String> env = checkout.env();
        PgbouncerOptions pgbouncer = options.pgbouncer().orElseThrow();
        GatewaysOptions gateways = options.gateways().orElseThrow();
        assertThat(env)
                .containsOnlyKeys(
                        "DB_HOST",
                        "DB_PORT",
                        "DB_USER",
                        "DB_PASSWORD",
                        "DB_NAME",
                        "DB_ADMIN_USER",
                        "DB_ADMIN_PASSWORD",
                        "PGBOUNCER_HOST",
                        "PGBOUNCER_PORT",
                        "PGBOUNCER_ADMIN_USER",
                        "PGBOUNCER_ADMIN_PASSWORD",
                        "GATEWAY_DIRECT_URL",
                        "GATEWAY_POOLED_URL",
                        "GATEWAY_USER",
                        "GATEWAY_PASSWORD",
                        "GATEWAY_PREPARE_THRESHOLD")
                .containsEntry("PGBOUNCER_HOST", "127.0.0.1")
                .containsEntry("PGBOUNCER_PORT", Integer.toString(pgbouncer.port()))
                .containsEntry("PGBOUNCER_ADMIN_USER", "pgbouncer_admin")
                .containsEntry("GATEWAY_DIRECT_URL", "http://127.0.0.1:" + gateways.directPort())
                .containsEntry("GATEWAY_POOLED_URL", "http://127.0.0.1:" + gateways.pooledPort())
                .containsEntry("GATEWAY_USER", "test")
                .containsEntry("GATEWAY_PASSWORD", "password")
                .containsEntry("GATEWAY_PREPARE_THRESHOLD", "0");
    }

    @Test
    void gatewaysHoldTheBackendsOfTheirOwnRoles() throws Exception {
        assertThat(health(checkout.env().get("GATEWAY_DIRECT_URL"))).isEqualTo(200);
        assertThat(health(checkout.env().get("GATEWAY_POOLED_URL"))).isEqualTo(200);
        try (Connection admin = checkout.connectAsAdmin()) {
            awaitBackends(admin, "gateway_direct", 192);
            assertThat(Integer.parseInt(CheckoutFolder.ask(admin, BACKENDS.formatted("gateway_pooled"))))
                    .isLessThanOrEqualTo(25);
            assertThat(CheckoutFolder.ask(
                            admin,
                            "SELECT string_agg(rolname || ' ' || rolsuper || rolcreatedb || rolcreaterole, ',' ORDER BY"
                                    + " rolname) FROM pg_roles WHERE rolcanlogin AND rolname LIKE 'gateway%'"))
                    .isEqualTo("gateway_direct falsefalsefalse,gateway_pooled falsefalsefalse");
        }
    }

    @Test
    void plainRoleLogsInThroughPgbouncer() throws Exception {
        Map<String, String> env = checkout.env();
        try (Connection connection =
                checkout.connectThroughPgbouncer(env.get("DB_USER"), env.get("DB_PASSWORD"), env.get("DB_NAME"))) {
            assertThat(CheckoutFolder.ask(connection, "SELECT current_user || ' ' || current_database()"))
                    .isEqualTo("pgsurge pgsurge");
        }
    }

    @ParameterizedTest
    @CsvSource({"pgsurge,pgsurge", "gateway_pooled,gateway", "pgbouncer_admin,pgbouncer", "postgres,postgres"})
    void pgbouncerRefusesAWrongPassword(String user, String database) {
        assertThatThrownBy(() -> checkout.connectThroughPgbouncer(user, "wrong", database)
                        .close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("SASL authentication failed");
    }

    @Test
    void secretsAreOnNoCommandLineAndInNoLog() throws Exception {
        Properties state = new Properties();
        try (var reader = Files.newBufferedReader(checkout.files().state())) {
            state.load(reader);
        }
        List<String> secrets = state.stringPropertyNames().stream()
                .filter(name -> name.startsWith("password.") || name.equals("token-key"))
                .map(state::getProperty)
                .toList();
        assertThat(secrets).hasSize(6).doesNotHaveDuplicates();
        assertThat(commandLines)
                .anyMatch(line -> line.endsWith("pgbouncer.ini "))
                .anyMatch(line -> line.endsWith("gateway-direct/gateway.properties "))
                .noneMatch(line -> secrets.stream().anyMatch(line::contains));
        for (SandboxStatus.Service service : atFirst.services()) {
            assertThat(service.log()).content().doesNotContain(secrets);
        }
        for (String settings : List.of("gateway-direct/gateway.properties", "gateway-pooled/gateway.properties")) {
            assertThat(Files.getPosixFilePermissions(checkout.files().home().resolve(settings)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void gatewaysRunAsWhoBroughtTheSandboxUp() throws Exception {
        for (String gateway : List.of("gateway direct", "gateway pooled")) {
            assertThat(ServerAccount.uid(
                            Path.of("/proc", Long.toString(CheckoutFolder.pid(checkout.status(), gateway)))))
                    .isEqualTo(ServerAccount.uidOfThisProcess());
        }
    }

    @Test
    void servicesThatWereKilledAreStartedAgainAndTheOthersStay() throws Exception {
        SandboxStatus before = checkout.status();
        Set<String> killed = Set.of("PgBouncer", "gateway direct");
        for (String name : killed) {
            ProcessHandle process =
                    ProcessHandle.of(CheckoutFolder.pid(before, name)).orElseThrow();
            process.destroyForcibly();
            process.onExit().get();
        }
        SandboxStatus gone = checkout.status();
        assertThat(gone.state()).isEqualTo(SandboxStatus.State.GONE);
        assertThat(gone.services())
                .allSatisfy(service -> assertThat(service.pid().isEmpty()).isEqualTo(killed.contains(service.name())));

        SandboxStatus after = checkout.up(options);
        assertThat(after.state()).isEqualTo(SandboxStatus.State.UP);
        assertThat(checkout.said())
                .startsWith(
                        "PgBouncer has gone without being stopped (a crash or a reboot): starting it again on its data",
                        "gateway direct has gone without being stopped (a crash or a reboot): starting it again on its"
                                + " data");
        for (SandboxStatus.Service service : before.services()) {
            if (killed.contains(service.name())) {
                assertThat(after.services()).doesNotContain(service);
            } else {
                assertThat(after.services()).contains(service);
            }
        }
        assertThat(health(checkout.env().get("GATEWAY_DIRECT_URL"))).isEqualTo(200);
        assertThat(health(checkout.env().get("GATEWAY_POOLED_URL"))).isEqualTo(200);
    }

    @Test
    void upWithOtherOptionsAsksForDown() {
        assertThatThrownBy(() -> checkout.up(options.withoutGateways()))
                .isInstanceOf(SandboxException.class)
                .hasMessage("The sandbox is there with other options (--without-gateway is not set, asked for it): run"
                        + " `pgsurge sandbox down` first");
    }
}
