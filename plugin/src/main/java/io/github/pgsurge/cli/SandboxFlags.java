package io.github.pgsurge.cli;

import io.github.pgsurge.sandbox.GatewaysOptions;
import io.github.pgsurge.sandbox.PgbouncerOptions;
import io.github.pgsurge.sandbox.PoolMode;
import io.github.pgsurge.sandbox.PostgresOptions;
import io.github.pgsurge.sandbox.SandboxException;
import io.github.pgsurge.sandbox.SandboxOptions;
import io.github.pgsurge.settings.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of {@code sandbox up}; what is not given is the default. One thread. */
final class SandboxFlags {
    private static final Kind.Time LIFETIME = new Kind.Time(Duration.ofSeconds(1));

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--pg-port",
            paramLabel = "PORT",
            description = "Port of PostgreSQL; default " + SandboxOptions.DEFAULT_PG_PORT + ".")
    private Integer pgPort;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            description = "PostgreSQL's max_connections; default " + SandboxOptions.DEFAULT_MAX_CONNECTIONS + ".")
    private Integer maxConnections;

    @Option(
            names = "--pg-setting",
            paramLabel = "NAME=VALUE",
            description = "A line of postgresql.conf; may be repeated.")
    private List<String> pgSettings = new ArrayList<>();

    @Option(
            names = "--pgbouncer",
            paramLabel = "PATH",
            description = "PgBouncer's binary; default that of the machine.")
    private Path pgbouncer;

    @Option(
            names = "--pgbouncer-port",
            paramLabel = "PORT",
            description = "Port of PgBouncer; default " + PgbouncerOptions.DEFAULT_PORT + ".")
    private Integer pgbouncerPort;

    @Option(
            names = "--pool-mode",
            paramLabel = "MODE",
            description = "PgBouncer's pool_mode: transaction (default), session or statement.")
    private String poolMode;

    @Option(
            names = "--pool-size",
            paramLabel = "N",
            description = "PgBouncer's default_pool_size, server connections per role and database; default "
                    + PgbouncerOptions.DEFAULT_POOL_SIZE + ".")
    private Integer poolSize;

    @Option(
            names = "--max-client-conn",
            paramLabel = "N",
            description =
                    "PgBouncer's max_client_conn; default " + PgbouncerOptions.DEFAULT_MAX_CLIENT_CONNECTIONS + ".")
    private Integer maxClientConnections;

    @Option(names = "--without-pgbouncer", description = "Leave out PgBouncer and the gateway through it.")
    private boolean withoutPgbouncer;

    @Option(
            names = "--gateway-direct-port",
            paramLabel = "PORT",
            description =
                    "Port of the gateway straight to PostgreSQL; default " + GatewaysOptions.DEFAULT_DIRECT_PORT + ".")
    private Integer gatewayDirectPort;

    @Option(
            names = "--gateway-pooled-port",
            paramLabel = "PORT",
            description = "Port of the gateway through PgBouncer; default " + GatewaysOptions.DEFAULT_POOLED_PORT + ".")
    private Integer gatewayPooledPort;

    @Option(
            names = "--services",
            paramLabel = "N",
            description = "Service pools of each gateway; default " + GatewaysOptions.DEFAULT_SERVICES + ".")
    private Integer services;

    @Option(
            names = "--service-pool",
            paramLabel = "N",
            description = "Connections of each service pool; default " + GatewaysOptions.DEFAULT_SERVICE_POOL + ".")
    private Integer servicePool;

    @Option(
            names = "--gateway-prepare-threshold",
            paramLabel = "N",
            description = "pgjdbc's prepareThreshold in the gateways; default "
                    + GatewaysOptions.DEFAULT_PREPARE_THRESHOLD + ": nothing is prepared on the server.")
    private Integer gatewayPrepareThreshold;

    @Option(
            names = "--gateway-token-lifetime",
            paramLabel = "TIME",
            description = "How long a token of the gateways is valid; default 1h.")
    private String gatewayTokenLifetime;

    @Option(names = "--without-gateway", description = "Leave out the gateways.")
    private boolean withoutGateway;

    /** True when every option has its default because nothing else was typed. */
    boolean noneGiven() {
        return command.options().stream()
                .noneMatch(option -> command.commandLine().getParseResult().hasMatchedOption(option));
    }

    /**
     * What was asked for.
     *
     * @throws SandboxException naming the option, what was found and what is allowed
     */
    SandboxOptions options() throws SandboxException {
        SandboxOptions options = SandboxOptions.defaults()
                .withPostgres(PostgresOptions.of(
                        or(pgPort, SandboxOptions.DEFAULT_PG_PORT),
                        or(maxConnections, SandboxOptions.DEFAULT_MAX_CONNECTIONS),
                        pgSettings));
        try {
            options = withoutPgbouncer ? options.withoutPgbouncer() : options.withPgbouncer(pgbouncerOptions());
            return withoutGateway ? options.withoutGateways() : options.withGateways(gatewaysOptions());
        } catch (IllegalArgumentException outOfRange) {
            throw new SandboxException(outOfRange.getMessage(), outOfRange);
        }
    }

    private PgbouncerOptions pgbouncerOptions() throws SandboxException {
        PgbouncerOptions usual = PgbouncerOptions.defaults();
        return new PgbouncerOptions(
                or(pgbouncerPort, usual.port()),
                poolMode == null ? usual.poolMode() : PoolMode.of(poolMode),
                or(poolSize, usual.poolSize()),
                or(maxClientConnections, usual.maxClientConnections()),
                Optional.ofNullable(pgbouncer));
    }

    private GatewaysOptions gatewaysOptions() throws SandboxException {
        GatewaysOptions usual = GatewaysOptions.defaults();
        return new GatewaysOptions(
                or(gatewayDirectPort, usual.directPort()),
                or(gatewayPooledPort, usual.pooledPort()),
                or(services, usual.services()),
                or(servicePool, usual.servicePool()),
                or(gatewayPrepareThreshold, usual.prepareThreshold()),
                gatewayTokenLifetime == null ? usual.tokenLifetime() : lifetime(gatewayTokenLifetime.strip()));
    }

    private static Duration lifetime(String typed) throws SandboxException {
        String canonical = LIFETIME.canonical(typed);
        if (canonical == null) {
            throw new SandboxException(
                    "--gateway-token-lifetime '" + typed + "' is not allowed: " + LIFETIME.allowed());
        }
        return Kind.Time.duration(canonical);
    }

    private static int or(Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
