package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.evidence.ConnectionState;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.pgbouncer.console.ConsoleSettings;
import io.github.pgsurge.pgbouncer.monitor.PoolerTrafficCheck;
import io.github.pgsurge.plan.PlanFile;
import io.github.pgsurge.report.ConnectionResult;
import io.github.pgsurge.report.RunDirectory;
import io.github.pgsurge.report.RunIdentity;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.run.LiveRun;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Settings;
import io.github.pgsurge.settings.Target;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.apache.jmeter.JMeter;
import org.apache.jmeter.services.FileServer;
import org.apache.jmeter.threads.JMeterContextService;
import org.apache.jmeter.util.JMeterUtils;

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
    private volatile String correction = "";
    private final PoolFacts pools;
    private final GatewayFacts gateway;
    private final Optional<PoolerTrafficCheck> pooler;

    EngineFacts(EngineRun engine, String host) throws Rejection {
        this.engine = engine;
        controller = !host.isEmpty();
        settings = JMeterSettings.current();
        Optional<Path> plan = planFile();
        // in the GUI the file may be older than what runs
        if (JMeter.isNonGUI() && plan.isPresent() && settings.isSet(Setting.STAGES)) {
            PlanFile.read(plan.get()).checkStages(settings.text(Setting.STAGES));
        }
        pools = new PoolFacts(engine);
        gateway = new GatewayFacts(engine, settings);
        pooler = settings.target().filter(Target.POOLED::equals).isPresent()
                ? Optional.of(witness(settings))
                : Optional.empty();
    }

    /** Of the sandbox's own PgBouncer, whichever a user has watched. */
    private static PoolerTrafficCheck witness(Settings settings) throws Rejection {
        ConsoleSettings consoles = ConsoleSettings.read(settings::ofSandbox);
        return new PoolerTrafficCheck(consoles::connectFirst);
    }

    /** Says what the response times are corrected by. */
    void correctedBy(String setting) {
        correction = setting;
    }

    void addAgent(String host) {
        if (!host.isEmpty()) {
            agents.add(host);
        }
    }

    /** Whether agents make the load. */
    boolean isController() {
        return controller;
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

    /** The plan's file; empty when it was never saved. */
    static Optional<Path> planFile() {
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
        out.accept("run " + engine.runId()
                + settings.target().map(target -> ", sandbox " + target).orElse(""));
        pools.lines().forEach(out);
        gateway.lines().forEach(out);
    }

    /** Where the load's connections go; empty while that is not known. */
    Optional<InetSocketAddress> database() {
        return pools.address();
    }

    /** Where the load's requests go; empty while that is not known. */
    Optional<InetSocketAddress> gateway() {
        return gateway.address();
    }

    /** How long the run is to take. */
    Optional<Duration> planned() {
        return Optional.of(settings.duration(Setting.TEST_RUN_DURATION));
    }

    @Override
    public int vus() {
        return JMeterContextService.getNumberOfThreads();
    }

    @Override
    public Optional<ConnectionState> connections() {
        return pools.state();
    }

    /** Keeps what can be asked only while the test lasts. */
    void freeze() {
        pools.freeze();
        gateway.freeze();
    }

    /** Why the load may not have gone where it should; empty when it did, or nobody said where. */
    Optional<String> doubt() {
        return pooler.flatMap(witness -> {
            witness.end();
            // fresh connections are queries too, and go through the pooler whatever the gateway does
            return witness.doubt(gateway.isUsed() ? Set.of(settings.text(Setting.DB_NAME)) : Set.of());
        });
    }

    @Override
    public Optional<ConnectionResult> connectionResult() {
        return pools.result();
    }

    /** What becomes of arrivals. */
    ArrivalFacts arrivals() {
        return ArrivalFacts.of(engine);
    }

    @Override
    public SortedMap<String, Map<String, Object>> blocks() {
        SortedMap<String, Map<String, Object>> blocks = new TreeMap<>();
        gateway.block().ifPresent(block -> blocks.put("graphql", block));
        pooler.ifPresent(witness -> blocks.put("pgbouncer", Map.of("queries", witness.queries())));
        return blocks;
    }

    @Override
    public Map<String, Object> environment() {
        Map<String, Object> environment = new LinkedHashMap<>(pools.environment());
        environment.putAll(gateway.environment());
        environment.put("jmeter_version", JMeterUtils.getJMeterVersion());
        environment.put("java_version", System.getProperty("java.version"));
        environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        environment.put(RunResult.RESPONSE_CORRECTION, correction);
        environment.put("cpu_count", Runtime.getRuntime().availableProcessors());
        environment.put("settings", new LinkedHashMap<String, Object>(settings.shown()));
        return environment;
    }

    @Override
    public boolean colored() {
        return RunDisplay.isTerminal();
    }

    @Override
    public List<String> agents() {
        return controller ? new ArrayList<>(agents) : List.of();
    }
}
