package io.github.pgsurge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxOptionsTest {
    private static final PgbouncerOptions POOLER = PgbouncerOptions.defaults();
    private static final GatewaysOptions GATEWAYS = GatewaysOptions.defaults();

    @TempDir
    private Path folder;

    @Test
    void stateKeepsEveryOptionAndPassword() throws SandboxException {
        SandboxOptions options = SandboxOptions.defaults()
                .withPostgres(PostgresOptions.of(5433, 500, List.of("work_mem=5MB", "a.b=c=d")))
                .withPgbouncer(new PgbouncerOptions(6433, PoolMode.SESSION, 7, 2000, POOLER.program())
                        .withProgram(Path.of("/opt/pg bouncer")))
                .withGateways(new GatewaysOptions(8080, 8081, 3, 4, 5, Duration.ofSeconds(20)));
        SandboxState state = SandboxState.fresh(options).withVersions("17.11", "1.18.0");
        Path file = folder.resolve("state");
        state.save(file);
        assertThat(SandboxState.load(file)).contains(state);

        SandboxState small = SandboxState.fresh(options.withoutPgbouncer().withoutGateways());
        small.save(file);
        assertThat(SandboxState.load(file)).contains(small);
        assertThat(small.toString())
                .doesNotContain(
                        small.secrets().role().password(), small.secrets().tokenKey());
    }

    @Test
    void stateOfAnotherVersionAsksForDown() throws Exception {
        Path file = Files.writeString(folder.resolve("state"), "pg-port=15432\nmax-connections=100\n");
        assertThatThrownBy(() -> SandboxState.load(file))
                .isInstanceOf(SandboxException.class)
                .hasMessage("The sandbox's state is damaged, or of another version of pgsurge: run `pgsurge sandbox"
                        + " down`");
    }

    @Test
    void differencesNameTheOptions() {
        SandboxOptions usual = SandboxOptions.defaults();
        assertThat(usual.differences(SandboxOptions.defaults())).isEmpty();
        assertThat(usual.differences(usual.withPgbouncer(POOLER.withPoolSize(30).withPoolMode(PoolMode.STATEMENT))
                        .withGateways(GATEWAYS.withPrepareThreshold(5).withTokenLifetime(Duration.ofSeconds(20)))))
                .containsExactly(
                        "--pool-mode is transaction, asked for statement",
                        "--pool-size is 25, asked for 30",
                        "--gateway-prepare-threshold is 0, asked for 5",
                        "--gateway-token-lifetime is 3600s, asked for 20s");
        assertThat(usual.differences(usual.withoutPgbouncer()))
                .containsExactly("--without-pgbouncer is not set, asked for it");
        assertThat(usual.withoutGateways().differences(usual))
                .containsExactly("--without-gateway is set, asked without");
    }

    @Test
    void withoutPgbouncerThereIsNoPooledGateway() {
        assertThat(SandboxOptions.defaults().sides()).containsExactly(GatewaySide.DIRECT, GatewaySide.POOLED);
        assertThat(SandboxOptions.defaults().withoutPgbouncer().sides()).containsExactly(GatewaySide.DIRECT);
        assertThat(SandboxOptions.defaults().withoutGateways().sides()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            65536, 25,    1000,   --pgbouncer-port 65536 is not a port: 1 to 65535
            6432,  0,     1000,   --pool-size 0 is out of range: 1 to 10000
            6432,  10001, 1000,   --pool-size 10001 is out of range: 1 to 10000
            6432,  25,    0,      --max-client-conn 0 is out of range: 1 to 100000
            6432,  25,    100001, --max-client-conn 100001 is out of range: 1 to 100000
            """)
    void refusesNumbersOfPgbouncerOutOfRange(int port, int poolSize, int clients, String message) {
        assertThatThrownBy(() -> new PgbouncerOptions(port, PoolMode.SESSION, poolSize, clients, POOLER.program()))
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            -1, 2,     1,    1,    0,       PT1S,     --gateway-direct-port -1 is not a port: 1 to 65535
            1,  65536, 1,    1,    0,       PT1S,     --gateway-pooled-port 65536 is not a port: 1 to 65535
            1,  2,     0,    1,    0,       PT1S,     --services 0 is out of range: 1 to 64
            1,  2,     1,    101,  0,       PT1S,     --service-pool 101 is out of range: 1 to 100
            1,  2,     1,    1,    -1,      PT1S,     --gateway-prepare-threshold -1 is out of range: 0 to 1000
            1,  2,     1,    1,    0,       PT0.5S,   "--gateway-token-lifetime 500ms is out of range: whole seconds, 1s to 720h"
            1,  2,     1,    1,    0,       PT1.5S,   "--gateway-token-lifetime 1500ms is out of range: whole seconds, 1s to 720h"
            """, quoteCharacter = '"')
    void refusesNumbersOfGatewaysOutOfRange(
            int direct, int pooled, int services, int pool, int threshold, Duration lifetime, String message) {
        assertThatThrownBy(() -> new GatewaysOptions(direct, pooled, services, pool, threshold, lifetime))
                .hasMessage(message);
    }

    @Test
    void poolModesAreReadInAnyCaseAndOthersRefused() throws SandboxException {
        assertThat(PoolMode.of(" Session")).isEqualTo(PoolMode.SESSION);
        assertThatThrownBy(() -> PoolMode.of("car"))
                .isInstanceOf(SandboxException.class)
                .hasMessage("--pool-mode 'car' is none of transaction, session, statement");
    }
}
