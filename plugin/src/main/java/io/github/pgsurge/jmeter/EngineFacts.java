package io.github.pgsurge.jmeter;

import io.github.pgsurge.connection.ConnectionManager;
import io.github.pgsurge.connection.ServerFacts;
import io.github.pgsurge.report.ConnectionResult;
import io.github.pgsurge.report.ConnectionState;
import io.github.pgsurge.report.LiveRun;
import io.github.pgsurge.report.RunDirectory;
import io.github.pgsurge.report.RunIdentity;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Settings;
import io.github.pgsurge.settings.Target;
import io.github.pgsurge.verdict.Rejection;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.apache.jmeter.services.FileServer;
import org.apache.jmeter.threads.JMeterContextService;
import org.apache.jmeter.util.JMeterUtils;
import org.postgresql.util.DriverInfo;

/** What the recorder asks the engine: the plan, the settings, the threads, the pools. Thread safe. */
final class EngineFacts implements LiveRun.Engine {
    /** JMeter property by which the launcher names the run directory that it has made. */
    static final String DIRECTORY_PROPERTY = "pgsurge.run.directory";

    /** JMeter property by which the launcher names the agents. */
    private static final String AGENTS_PROPERTY = "pgsurge.agents";

    private static final String RESULTS = "results";

    private final EngineRun engine;
    private final Settings settings;
    private final boolean controller;
    private final CopyOnWriteArraySet<String> agents = new CopyOnWriteArraySet<>();
    private final Instant startedAt = Instant.now();
    private volatile Optional<ConnectionResult> frozen = Optional.empty();
    private volatile Map<String, Object> frozenPool = Map.of();

    EngineFacts(EngineRun engine, String host) throws Rejection {
        this.engine = engine;
        controller = !host.isEmpty();
        settings = JMeterSettings.current();
    }

    void addAgent(String host) {
        if (!host.isEmpty()) {
            agents.add(host);
        }
    }

    /** Whether every agent that the launcher named has begun; true when it named none. */
    boolean allAgentsSeen() {
        String named = JMeterUtils.getPropDefault(AGENTS_PROPERTY, "");
        return named.isEmpty() || agents.size() >= named.split(",").length;
    }

    RunIdentity identity() {
        Optional<Path> plan = planFile();
        return new RunIdentity(
                engine.runId(),
                plan.map(file -> file.getFileName().toString().replaceFirst("\\.jmx$", ""))
                        .orElse("unsaved"),
                plan.flatMap(EngineFacts::sha256),
                settings.target().map(Target::toString),
                startedAt);
    }

    RunDirectory directory() throws Rejection {
        String made = JMeterUtils.getPropDefault(DIRECTORY_PROPERTY, "");
        if (!made.isEmpty()) {
            return RunDirectory.existing(Path.of(made));
        }
        String out = settings.text(Setting.OUT);
        return out.isEmpty()
                ? RunDirectory.create(Path.of(RESULTS), identity().plan(), startedAt)
                : RunDirectory.out(Path.of(out));
    }

    Optional<Duration> plannedDuration() {
        return Optional.of(settings.duration(Setting.TEST_RUN_DURATION));
    }

    private static Optional<Path> planFile() {
        FileServer files = FileServer.getFileServer();
        String name = files.getScriptName();
        if (name == null || name.isEmpty()) {
            return Optional.empty();
        }
        Path file = new File(files.getBaseDir(), name).toPath();
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    private static Optional<String> sha256(Path file) {
        try {
            return Optional.of(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
        } catch (IOException | NoSuchAlgorithmException unreadable) {
            return Optional.empty();
        }
    }

    /** Says what is about to be measured, and with what. */
    void announce(Consumer<String> out) {
        out.accept("run " + engine.runId());
        engine.published(ConnectionManager.class).values().forEach(manager -> {
            ServerFacts server = manager.facts();
            out.accept("PostgreSQL " + server.version() + " at " + manager.dsn().endpoint() + "/"
                    + manager.dsn().database() + " as " + server.role() + " | fsync " + server.fsync()
                    + ", synchronous_commit " + server.synchronousCommit() + ", full_page_writes "
                    + server.fullPageWrites() + " | " + DriverInfo.DRIVER_FULL_NAME + ", prepareThreshold "
                    + manager.dsn().prepareThreshold() + ", pool "
                    + manager.state().reserved() + " | "
                    + Runtime.getRuntime().availableProcessors() + " CPUs");
        });
    }

    @Override
    public int vus() {
        return JMeterContextService.getNumberOfThreads();
    }

    @Override
    public Optional<ConnectionState> connections() {
        return manager().map(manager -> {
            io.github.pgsurge.connection.ConnectionState state = manager.state();
            return new ConnectionState(
                    state.heldNow(), state.cap(), OptionalInt.of(state.freeNow()), "guard " + state.guard());
        });
    }

    /** Keeps what the pools say while they still say it. */
    void freeze() {
        frozen = manager().map(manager -> {
            io.github.pgsurge.connection.ConnectionState state = manager.state();
            return new ConnectionResult(
                    OptionalLong.of(state.max()),
                    OptionalLong.of(state.reserved()),
                    OptionalLong.of(state.budget()),
                    OptionalLong.of(state.peakHeld()),
                    OptionalLong.of(state.minFreeSeen()),
                    OptionalLong.of(state.refused53300()));
        });
        frozenPool = manager().map(EngineFacts::pool).orElse(Map.of());
    }

    /** The figures are of one pool; with several managers in a plan, of the first by name. */
    private Optional<ConnectionManager> manager() {
        return engine.published(ConnectionManager.class).entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue);
    }

    private static Map<String, Object> pool(ConnectionManager manager) {
        ServerFacts server = manager.facts();
        Map<String, Object> pool = new LinkedHashMap<>();
        pool.put("endpoint", manager.dsn().endpoint());
        pool.put("database", manager.dsn().database());
        pool.put("role", server.role());
        pool.put("postgres_version", server.version());
        pool.put("max_connections", server.maxConnections());
        pool.put("fsync", server.fsync());
        pool.put("synchronous_commit", server.synchronousCommit());
        pool.put("full_page_writes", server.fullPageWrites());
        pool.put("driver", DriverInfo.DRIVER_FULL_NAME);
        pool.put("prepare_threshold", manager.dsn().prepareThreshold());
        pool.put("pool_size", manager.state().reserved());
        return pool;
    }

    @Override
    public Optional<ConnectionResult> connectionResult() {
        return frozen;
    }

    @Override
    public Map<String, Object> environment() {
        Map<String, Object> environment = new LinkedHashMap<>(frozenPool);
        environment.put("jmeter_version", JMeterUtils.getJMeterVersion());
        environment.put("java_version", System.getProperty("java.version"));
        environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        environment.put("cpu_count", Runtime.getRuntime().availableProcessors());
        environment.put("settings", new LinkedHashMap<String, Object>(settings.shown()));
        return environment;
    }

    @Override
    public List<String> agents() {
        return controller ? new ArrayList<>(agents) : List.of();
    }
}
