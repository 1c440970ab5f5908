package io.github.pgsurge.sandbox;

import io.github.pgsurge.sandbox.gateway.GatewayDatabase;
import io.github.pgsurge.sandbox.gateway.GatewayOptions;
import io.github.pgsurge.sandbox.gateway.GatewayProgram;
import java.io.IOException;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Consumer;

/** One of the two gateways as a part of the sandbox: a JVM of its own, run by the user who brought the sandbox up. */
final class GatewayService implements SandboxService {
    /** Who may log in at the gateway. Its data is made up: the password is no secret. */
    private static final Credentials USER = new Credentials("test", "password");

    private static final String HEAP = "-Xmx384m";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_GRACE = Duration.ofSeconds(4);
    private static final int HEALTH_LIMIT_MS = 2000;

    private final GatewaySide side;
    private final Path home;
    private final SandboxState state;
    private final GatewaysOptions options;
    private final BackgroundProgram program;

    GatewayService(GatewaySide side, Path home, SandboxState state) {
        this.side = side;
        this.home = home;
        this.state = state;
        this.options = state.options().gateways().orElseThrow();
        this.program = new BackgroundProgram(name(), home.resolve("gateway.log"), lastArguments());
    }

    @Override
    public String name() {
        return "gateway " + side.text();
    }

    @Override
    public OptionalLong pid() {
        return program.pid();
    }

    @Override
    public int port() {
        return side.port(options);
    }

    @Override
    public String version() {
        return "";
    }

    @Override
    public Path log() {
        return program.log();
    }

    @Override
    public List<String> facts() {
        return List.of(
                "role " + side.role(),
                options.services() + " services x " + options.servicePool() + " connections",
                "prepareThreshold " + options.prepareThreshold(),
                "token lifetime " + options.tokenLifetime().toSeconds() + " s");
    }

    @Override
    public void create(Consumer<String> progress) throws SandboxException {
        progress.accept("Starting " + name() + " on port " + port() + " (" + String.join(", ", facts()) + ")");
        restart();
    }

    @Override
    public void restart() throws SandboxException {
        if (!Ports.isFree(port())) {
            throw Ports.taken(port(), side.portOption());
        }
        try {
            Files.createDirectories(home);
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new SandboxException("Could not create " + home + ": " + e, e);
        }
        SecretFile.write(settings(), settingsText());
        program.start(ServerAccount.same(), 0, GatewayCommand.of(HEAP, lastArguments()));
    }

    @Override
    public void awaitReady() throws SandboxException {
        program.awaitReady(START_LIMIT, this::isHealthy, Command::lastLine);
    }

    @Override
    public void destroy() throws SandboxException {
        program.stop(STOP_GRACE);
        FileTree.delete(home);
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("GATEWAY_" + side.name() + "_URL", url());
        environment.put("GATEWAY_USER", USER.user());
        environment.put("GATEWAY_PASSWORD", USER.password());
        environment.put("GATEWAY_PREPARE_THRESHOLD", Integer.toString(options.prepareThreshold()));
        return environment;
    }

    private String url() {
        return "http://" + PostgresServer.HOST + ":" + port();
    }

    private Path settings() {
        return home.resolve("gateway.properties");
    }

    private List<String> lastArguments() {
        return List.of(GatewayProgram.class.getName(), settings().toString());
    }

    private String settingsText() {
        Properties properties = new Properties();
        new GatewayOptions(
                        side.text(),
                        port(),
                        PostgresServer.HOST,
                        databasePort(),
                        GatewayDatabase.NAME,
                        state.secrets().gateway(side),
                        options.services(),
                        options.servicePool(),
                        options.prepareThreshold(),
                        state.secrets().tokenKey(),
                        options.tokenLifetime(),
                        USER)
                .writeTo(properties);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }

    private int databasePort() {
        return switch (side) {
            case DIRECT -> state.options().postgres().port();
            case POOLED -> state.options().pgbouncer().orElseThrow().port();
        };
    }

    private boolean isHealthy() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url() + "/health").toURL().openConnection();
            connection.setConnectTimeout(HEALTH_LIMIT_MS);
            connection.setReadTimeout(HEALTH_LIMIT_MS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
