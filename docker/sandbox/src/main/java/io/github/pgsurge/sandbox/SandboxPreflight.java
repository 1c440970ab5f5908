package io.github.pgsurge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is judged before anything of a new sandbox is started. Stateless. */
final class SandboxPreflight {
    /** Connections that tests and checks may take beside the gateways and the pools. */
    static final int ROOM = 20;

    private static final String SUPERUSER_RESERVED = "superuser_reserved_connections";
    private static final String RESERVED = "reserved_connections";
    private static final int SUPERUSER_RESERVED_DEFAULT = 3;
    /** The roles that go through PgBouncer beside the pooled gateway's: the plain one. */
    private static final int PLAIN_ROLES = 1;

    private static final Pattern NUMBER = Pattern.compile("'?(\\d{1,9})'?");
    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files\\s+\\S+\\s+(\\d+)\\s");

    private SandboxPreflight() {}

    /**
     * Judges the options, and the machine.
     *
     * @throws SandboxException with the first thing that does not fit, and the option that mends it
     */
    static void check(SandboxOptions options) throws SandboxException {
        checkConnections(options);
        if (options.pgbouncer().isPresent()) {
            PgbouncerOptions pgbouncer = options.pgbouncer().get();
            checkClients(options, pgbouncer);
            checkOpenFiles(pgbouncer, openFilesLimit());
            PgbouncerProgram.of(pgbouncer);
        }
        checkPorts(ports(options));
    }

    static void checkConnections(SandboxOptions options) throws SandboxException {
        if (options.pgbouncer().isEmpty() && options.gateways().isEmpty()) {
            return;
        }
        int direct = options.gateways().map(GatewaysOptions::connections).orElse(0);
        int poolSize = options.pgbouncer().map(PgbouncerOptions::poolSize).orElse(0);
        int roles = options.sides().contains(GatewaySide.POOLED) ? PLAIN_ROLES + 1 : PLAIN_ROLES;
        int pooled = poolSize * roles;
        PostgresOptions postgres = options.postgres();
        int reserved =
                setting(postgres, SUPERUSER_RESERVED, SUPERUSER_RESERVED_DEFAULT) + setting(postgres, RESERVED, 0);
        int usable = postgres.maxConnections() - reserved;
        int needed = direct + pooled + ROOM;
        if (needed <= usable) {
            return;
        }
        throw new SandboxException("PostgreSQL is too small for the pools: they need "
                + needed + " connections (" + parts(options, direct, poolSize, roles) + "), --max-connections "
                + postgres.maxConnections() + " less " + reserved + " reserved is " + usable
                + ": give --max-connections " + (needed + reserved) + " or more, or lower "
                + lower(options));
    }

    private static String parts(SandboxOptions options, int direct, int poolSize, int roles) {
        StringBuilder parts = new StringBuilder();
        options.gateways().ifPresent(gateways -> parts.append("direct gateway ")
                .append(gateways.services())
                .append(" x ")
                .append(gateways.servicePool())
                .append(" = ")
                .append(direct)
                .append(", "));
        if (options.pgbouncer().isPresent()) {
            parts.append("PgBouncer ")
                    .append(poolSize)
                    .append(" x ")
                    .append(roles)
                    .append(roles == 1 ? " role" : " roles")
                    .append(" = ")
                    .append(poolSize * roles)
                    .append(", ");
        }
        return parts.append("tests ").append(ROOM).toString();
    }

    private static String lower(SandboxOptions options) {
        if (options.gateways().isEmpty()) {
            return "--pool-size";
        }
        return options.pgbouncer().isEmpty()
                ? "--services or --service-pool"
                : "--services, --service-pool or --pool-size";
    }

    private static void checkClients(SandboxOptions options, PgbouncerOptions pgbouncer) throws SandboxException {
        if (options.gateways().isEmpty()) {
            return;
        }
        GatewaysOptions gateways = options.gateways().get();
        int needed = gateways.connections() + ROOM;
        if (pgbouncer.maxClientConnections() < needed) {
            throw new SandboxException("--max-client-conn " + pgbouncer.maxClientConnections()
                    + " is too small for the pooled gateway: " + gateways.services() + " x "
                    + gateways.servicePool() + " = " + gateways.connections() + " connections, and " + ROOM
                    + " for tests: give " + needed + " or more, or lower --services or --service-pool");
        }
    }

    static void checkOpenFiles(PgbouncerOptions pgbouncer, long limit) throws SandboxException {
        int needed = PgbouncerServer.openFiles(pgbouncer);
        if (needed > limit) {
            throw new SandboxException("PgBouncer needs " + needed + " open files for --max-client-conn "
                    + pgbouncer.maxClientConnections() + " and --pool-size " + pgbouncer.poolSize()
                    + ", the hard limit here is " + limit + ": raise it (ulimit -Hn), or lower --max-client-conn");
        }
    }

    /** How many files a process of this user may open at most. */
    private static long openFilesLimit() throws SandboxException {
        Path limits = Path.of("/proc/self/limits");
        try {
            Matcher line = OPEN_FILES.matcher(Files.readString(limits));
            return line.find() ? Long.parseLong(line.group(1)) : Long.MAX_VALUE;
        } catch (IOException e) {
            throw new SandboxException("Could not read " + limits + ": " + e, e);
        }
    }

    /** Each port that is to be listened on, by the option that chooses it. */
    private static Map<String, Integer> ports(SandboxOptions options) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put(PostgresOptions.PORT, options.postgres().port());
        options.pgbouncer().ifPresent(pgbouncer -> ports.put(PgbouncerOptions.PORT, pgbouncer.port()));
        for (GatewaySide side : options.sides()) {
            ports.put(side.portOption(), side.port(options.gateways().orElseThrow()));
        }
        return ports;
    }

    private static void checkPorts(Map<String, Integer> ports) throws SandboxException {
        Map<Integer, String> options = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> entry : ports.entrySet()) {
            String option = entry.getKey();
            int port = entry.getValue();
            if (port == 0) {
                throw new SandboxException(Range.notAPort(option, port));
            }
            String other = options.putIfAbsent(port, option);
            if (other != null) {
                throw new SandboxException("--" + other + " and --" + option + " are both " + port
                        + ": choose two ports, as long as both services run");
            }
        }
        for (Map.Entry<String, Integer> entry : ports.entrySet()) {
            if (!Ports.isFree(entry.getValue())) {
                throw Ports.taken(entry.getValue(), entry.getKey());
            }
        }
    }

    /** What a {@code --pg-setting} gives, as far as it is a plain number; PostgreSQL judges the rest. */
    private static int setting(PostgresOptions postgres, String name, int otherwise) {
        Matcher number = NUMBER.matcher(postgres.settings().getOrDefault(name, ""));
        return number.matches() ? Integer.parseInt(number.group(1)) : otherwise;
    }
}
