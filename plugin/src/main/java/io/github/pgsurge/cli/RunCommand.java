package io.github.pgsurge.cli;

import io.github.pgsurge.settings.Preset;
import io.github.pgsurge.settings.Setting;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pgsurge run PLAN}. */
@Command(
        name = "run",
        description = "Runs a test plan and exits with its verdict.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Settings come from -J properties, the environment, --env-file or .env, and a sandbox that is up, in that order;",
            ".env.example lists them all. Passwords come from the environment, an env file or .pgpass only."
        })
final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PLAN", description = "A plan of test-plans/ by name, or the path of a .jmx file.")
    private String plan;

    @Option(names = "--duration", paramLabel = "TIME", description = "How long the load lasts, such as 30s or 5m.")
    private String duration;

    @Option(
            names = "--vus",
            paramLabel = "N",
            description = "Virtual users; of --stages with rates the most there may be.")
    private String vus;

    @Option(
            names = "--stages",
            paramLabel = "LIST",
            description = {
                "Virtual users over time, such as 1m:50,5m:500,1m:50, instead of --duration and --vus;",
                "or arrivals, iterations that begin however long others take, such as 1m:50/s,5m:500/s (also /m, /h),",
                "instead of --duration."
            })
    private String stages;

    @Option(
            names = "--think-time",
            paramLabel = "TIME[-TIME]",
            description = "Pause of a user before each request: 0, 2s, or a range such as 500ms-3s.")
    private String thinkTime;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "A named set of settings for write-load: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Preset.Names.class)
    private String preset;

    @Option(
            names = "--thresholds",
            paramLabel = "FILE",
            description = "Rules that make the verdict, one a line, instead of the plan's own.")
    private Path thresholds;

    @Mixin
    private SettingOptions settings;

    @Option(names = "--out", paramLabel = "DIR", description = "Run directory; default results/<plan>-<UTC time>.")
    private Path out;

    @Option(
            names = "--agents",
            paramLabel = "HOST[:PORT]",
            split = ",",
            description = "JMeter remote agents that make the load, separated by commas.")
    private String[] agents = {};

    @Option(
            names = "--prometheus",
            paramLabel = "[HOST:]PORT",
            description = "Serve the run's metrics to Prometheus on this port while it lasts; 0 is a free one.")
    private String prometheus;

    @Option(names = "--jtl", description = "Also keep every sample in samples.jtl.")
    private boolean jtl;

    @Override
    public Integer call() throws Exception {
        Map<String, String> given = new LinkedHashMap<>();
        if (preset != null) {
            Preset.named(preset).settings().forEach((setting, value) -> given.put(setting.property(), value));
        }
        put(given, Setting.TEST_RUN_DURATION, duration);
        put(given, Setting.VUS, vus);
        put(given, Setting.STAGES, stages);
        put(given, Setting.THINK_TIME, thinkTime);
        put(given, Setting.THRESHOLDS, thresholds == null ? null : thresholds.toString());
        put(given, Setting.PROMETHEUS, prometheus);
        put(given, Setting.OUT, out == null ? null : out.toAbsolutePath().toString());
        settings.into(given);
        Checkout checkout = Checkout.ofLauncher();
        return new PlanRun(checkout, checkout.plan(plan), given)
                .agents(agents)
                .jtl(jtl)
                .start();
    }

    private static void put(Map<String, String> given, Setting setting, String value) {
        if (value != null) {
            given.put(setting.property(), value);
        }
    }
}
