package io.github.pgsurge.sandbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code up} refuses before it starts anything, each in one line. */
class SandboxPreflightTest {
    /** A program that is there on every machine: the check starts none. */
    private static final Path ANY_PROGRAM = Path.of("/bin/sh");

    @TempDir
    private Path root;

    private SandboxOptions fitting;

    @BeforeEach
    void everythingOnFreePorts() throws SandboxException {
        SandboxOptions options = new CheckoutFolder(root).everything();
        fitting = options.withPgbouncer(options.pgbouncer().orElseThrow().withProgram(ANY_PROGRAM));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refusal(SandboxOptions options) {
        return assertThatThrownBy(() -> SandboxPreflight.check(options)).isInstanceOf(SandboxException.class);
    }

    private static SandboxOptions withMaxConnections(SandboxOptions options, int number, String... settings)
            throws SandboxException {
        return options.withPostgres(PostgresOptions.of(options.postgres().port(), number, List.of(settings)));
    }

    @Test
    void defaultsFit() {
        assertThatCode(() -> SandboxPreflight.check(fitting)).doesNotThrowAnyException();
    }

    @Test
    void poolsThatPostgresCannotServe() throws SandboxException {
        refusal(withMaxConnections(fitting, 264))
                .hasMessage("PostgreSQL is too small for the pools: they need 262 connections (direct gateway 12 x 16 ="
                        + " 192, PgBouncer 25 x 2 roles = 50, tests 20), --max-connections 264 less 3 reserved is 261:"
                        + " give --max-connections 265 or more, or lower --services, --service-pool or --pool-size");
        assertThatCode(() -> SandboxPreflight.check(withMaxConnections(fitting, 265)))
                .doesNotThrowAnyException();
    }

    @Test
    void poolsOfWhatIsLeftInAreCounted() throws SandboxException {
        refusal(withMaxConnections(fitting.withoutGateways(), 47))
                .hasMessage("PostgreSQL is too small for the pools: they need 45 connections (PgBouncer 25 x 1 role ="
                        + " 25, tests 20), --max-connections 47 less 3 reserved is 44: give --max-connections 48 or"
                        + " more, or lower --pool-size");
        refusal(withMaxConnections(fitting.withoutPgbouncer(), 214))
                .hasMessage("PostgreSQL is too small for the pools: they need 212 connections (direct gateway 12 x 16 ="
                        + " 192, tests 20), --max-connections 214 less 3 reserved is 211: give --max-connections 215 or"
                        + " more, or lower --services or --service-pool");
        assertThatCode(() -> SandboxPreflight.check(
                        withMaxConnections(fitting.withoutPgbouncer().withoutGateways(), 5)))
                .doesNotThrowAnyException();
    }

    @Test
    void reservedSlotsOfSettingsAreCounted() throws SandboxException {
        refusal(withMaxConnections(fitting, 300, "superuser_reserved_connections=30", "reserved_connections='10'"))
                .hasMessageContaining("--max-connections 300 less 40 reserved is 260: give --max-connections 302");
    }

    @Test
    void clientsThatPgbouncerWouldTurnAway() {
        PgbouncerOptions pgbouncer = fitting.pgbouncer().orElseThrow();
        refusal(fitting.withPgbouncer(pgbouncer.withMaxClientConnections(211)))
                .hasMessage("--max-client-conn 211 is too small for the pooled gateway: 12 x 16 = 192 connections, and"
                        + " 20 for tests: give 212 or more, or lower --services or --service-pool");
        assertThatCode(() -> SandboxPreflight.check(fitting.withPgbouncer(pgbouncer.withMaxClientConnections(212))))
                .doesNotThrowAnyException();
    }

    @Test
    void filesThatPgbouncerMayNotOpen() {
        assertThatThrownBy(() -> SandboxPreflight.checkOpenFiles(PgbouncerOptions.defaults(), 1024))
                .isInstanceOf(SandboxException.class)
                .hasMessage("PgBouncer needs 1200 open files for --max-client-conn 1000 and --pool-size 25, the hard"
                        + " limit here is 1024: raise it (ulimit -Hn), or lower --max-client-conn");
    }

    @Test
    void portsOfTwoServicesThatAreTheSame() {
        int port = fitting.postgres().port();
        refusal(fitting.withGateways(fitting.gateways().orElseThrow().onPorts(FreePorts.next(), port)))
                .hasMessage("--pg-port and --gateway-pooled-port are both " + port
                        + ": choose two ports, as long as both services run");
        assertThatCode(() -> SandboxPreflight.check(fitting.withoutPgbouncer()
                        .withGateways(fitting.gateways().orElseThrow().onPorts(FreePorts.next(), port))))
                .doesNotThrowAnyException();
    }

    @Test
    void portZero() {
        refusal(fitting.withPgbouncer(fitting.pgbouncer().orElseThrow().onPort(0)))
                .hasMessage("--pgbouncer-port 0 is not a port: 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg-port", "pgbouncer-port", "gateway-direct-port", "gateway-pooled-port"})
    void portThatIsTaken(String option) throws Exception {
        int port =
                switch (option) {
                    case "pg-port" -> fitting.postgres().port();
                    case "pgbouncer-port" -> fitting.pgbouncer().orElseThrow().port();
                    case "gateway-direct-port" ->
                        fitting.gateways().orElseThrow().directPort();
                    default -> fitting.gateways().orElseThrow().pooledPort();
                };
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[4]))) {
            refusal(fitting)
                    .hasMessage("Port " + other.getLocalPort()
                            + " on 127.0.0.1 is taken by another program: choose another with --" + option);
        }
    }
}
