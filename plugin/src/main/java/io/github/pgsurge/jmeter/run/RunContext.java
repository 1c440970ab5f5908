package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.plan.PlanFile;
import io.github.pgsurge.report.RunDirectory;
import io.github.pgsurge.report.RunIdentity;
import io.github.pgsurge.run.LiveRun;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Settings;
import io.github.pgsurge.settings.Target;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArraySet;
import org.apache.jmeter.JMeter;
import org.apache.jmeter.services.FileServer;
import org.apache.jmeter.threads.JMeterContextService;
import org.apache.jmeter.util.JMeterUtils;

/** Which run it is, where its evidence goes, and who makes its load. Thread safe. */
final class RunContext {
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

    RunContext(EngineRun engine, String host) throws Rejection {
        this.engine = engine;
        controller = !host.isEmpty();
        settings = JMeterSettings.current();
        Optional<Path> plan = planFile();
        // in the GUI the file may be older than what runs
        if (JMeter.isNonGUI() && plan.isPresent() && settings.isSet(Setting.STAGES)) {
            PlanFile.read(plan.get()).checkStages(settings.text(Setting.STAGES));
        }
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
                plan.flatMap(RunContext::sha256),
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

    /** Which run it is, for people. */
    String heading() {
        return "run " + engine.runId()
                + settings.target().map(target -> ", sandbox " + target).orElse("");
    }

    /** What its elements share. */
    EngineRun engine() {
        return engine;
    }

    Settings settings() {
        return settings;
    }

    /** How long the run is to take. */
    Optional<Duration> planned() {
        return Optional.of(settings.duration(Setting.TEST_RUN_DURATION));
    }

    /** What the recorder is told of it. */
    LiveRun.Engine forRecorder() {
        return new LiveRun.Engine(
                JMeterContextService::getNumberOfThreads,
                () -> controller ? new ArrayList<>(agents) : List.of(),
                RunDisplay.isTerminal());
    }
}
