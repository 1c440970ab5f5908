package io.github.pgsurge.cli;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.plan.PlanDefaults;
import io.github.pgsurge.plan.PlanFile;
import io.github.pgsurge.report.RunDirectory;
import io.github.pgsurge.run.RunId;
import io.github.pgsurge.schedule.Schedule;
import io.github.pgsurge.schedule.Stages;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Settings;
import io.github.pgsurge.verdict.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One execution of a plan by JMeter, alone or on remote agents, into a run directory. */
final class PlanRun {
    /** What is of this machine alone; an agent gets the sandbox by its address, not by its name. */
    private static final Set<Setting> LOCAL =
            EnumSet.of(Setting.OUT, Setting.ENV_FILE, Setting.TARGET, Setting.THRESHOLDS, Setting.PROMETHEUS);

    private final Checkout checkout;
    private final Path plan;
    private final Map<String, String> properties;
    private String[] agents = {};
    private boolean jtl;
    private Runnable afterSignal = () -> {};
    private Optional<RunDirectory> directory = Optional.empty();

    PlanRun(Checkout checkout, Path plan, Map<String, String> properties) {
        this.checkout = checkout;
        this.plan = plan;
        this.properties = new LinkedHashMap<>(properties);
    }

    PlanRun agents(String... hosts) {
        agents = hosts.clone();
        return this;
    }

    /** What is to be done when a signal ends this process, after the run has ended. */
    PlanRun afterSignal(Runnable action) {
        afterSignal = action;
        return this;
    }

    PlanRun jtl(boolean keep) {
        jtl = keep;
        return this;
    }

    /**
     * Checks the settings, runs, and answers the run's exit code.
     *
     * @throws Rejection when the settings do not fit; nothing was started or written then
     */
    int start() throws Rejection, IOException, InterruptedException {
        Map<String, String> planned = PlanDefaults.read(plan);
        Settings settings = Settings.load(
                properties::get, planned::get, System.getenv(), Path.of("").toAbsolutePath(), checkout.root());
        settings.validate();
        checkRules(settings);
        if (settings.isSet(Setting.STAGES)) {
            PlanFile.read(plan).checkStages(settings.text(Setting.STAGES));
        }
        String out = settings.text(Setting.OUT);
        RunDirectory results = out.isEmpty()
                ? RunDirectory.create(Path.of("results").toAbsolutePath(), Checkout.planName(plan), Instant.now())
                : RunDirectory.out(Path.of(out).toAbsolutePath());
        directory = Optional.of(results);

        if (agents.length > 0 && !settings.isSet(Setting.RUN_ID)) {
            // one run, whatever the number of engines
            properties.put(Setting.RUN_ID.property(), RunId.generate());
        }
        JMeterProcess jmeter = new JMeterProcess(checkout)
                .argument("-n", "-t", plan.toString(), "-j", results.jmeterLog().toString())
                .property("pgsurge.run.directory", results.path().toString())
                .property("pgsurge.exit", "true")
                .property("summariser.name", "")
                .properties(properties);
        Terminal.width(System.getenv())
                .ifPresent(width -> jmeter.property("pgsurge.terminal", Integer.toString(width)));
        if (jtl) {
            jmeter.argument("-l", results.samples().toString());
        }
        if (agents.length > 0) {
            jmeter.argument("-R", String.join(",", agents));
            jmeter.property("pgsurge.agents", String.join(",", agents));
            forAgents(settings).forEach((name, value) -> jmeter.argument("-G" + name + "=" + value));
        }
        int status = jmeter.run(System.out, afterSignal);
        if (status == 0 && !Files.exists(results.runJson())) {
            // JMeter itself exits 0 whatever goes wrong
            System.err.println("pgsurge: JMeter ended without a result; does the plan have a Run Recorder? See "
                    + results.jmeterLog());
            return ExitCode.INTERNAL_ERROR.code();
        }
        return status;
    }

    /** A typo in the rules is found before anything is started. */
    private void checkRules(Settings settings) throws Rejection {
        String file = settings.text(Setting.THRESHOLDS);
        if (file.isEmpty()) {
            return;
        }
        Rules rules = Rules.read(Catalogue.installed(), Path.of("").toAbsolutePath(), file);
        Optional<Set<String>> labels = PlanFile.read(plan).labels();
        if (labels.isPresent()) {
            rules.checkLabels(labels.get());
        }
    }

    /** Where the evidence is; empty when the settings did not fit. */
    Optional<RunDirectory> directory() {
        return directory;
    }

    /** What agents cannot know by themselves: what was set here, but no secrets. */
    private Map<String, String> forAgents(Settings settings) throws Rejection {
        Map<String, String> shared = new LinkedHashMap<>();
        boolean stagesOfVus =
                settings.isSet(Setting.STAGES) && Schedule.parse(settings.text(Setting.STAGES)) instanceof Stages;
        settings.shown().forEach((name, value) -> {
            Setting setting = Setting.named(name).orElseThrow();
            boolean replaced = setting == Setting.VUS && stagesOfVus;
            if (settings.isSet(setting) && !LOCAL.contains(setting) && !replaced) {
                shared.put(name, value);
            }
        });
        shared.putIfAbsent(Setting.RUN_ID.property(), properties.get(Setting.RUN_ID.property()));
        return shared;
    }
}
