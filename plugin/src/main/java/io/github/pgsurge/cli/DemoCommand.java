package io.github.pgsurge.cli;

import io.github.pgsurge.compare.Side;
import io.github.pgsurge.compare.SideBySide;
import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.report.RunDirectory;
import io.github.pgsurge.sandbox.PgbouncerProgram;
import io.github.pgsurge.sandbox.Sandbox;
import io.github.pgsurge.sandbox.SandboxException;
import io.github.pgsurge.sandbox.SandboxOptions;
import io.github.pgsurge.sandbox.SandboxStatus;
import io.github.pgsurge.settings.EnvFile;
import io.github.pgsurge.settings.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pgsurge demo}. */
@Command(
        name = "demo",
        description = {
            "Starts a sandbox, puts write load on its PostgreSQL, loads its GraphQL gateway without and with PgBouncer, shows",
            "both beside each other, and stops the sandbox again."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    /** Enough requests for a p99 in half a minute, on a machine that does everything at once. */
    private static final String THINK_TIME = "100ms-300ms";
    /** Until the client's code is compiled; the gateways have warmed up by themselves. */
    private static final String WARMUP = "3s";

    private static final DebianPackage PGBOUNCER = new DebianPackage(
            "PgBouncer", "pgbouncer", () -> PgbouncerProgram.installed().isPresent());

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "25s",
            description = "How long each of the three loads lasts; default ${DEFAULT-VALUE}.")
    private String duration;

    private final Checkout checkout = Checkout.ofLauncher();
    private final Set<ExitCode> outcomes = EnumSet.noneOf(ExitCode.class);
    private final List<RunDirectory> results = new ArrayList<>();
    private Sandbox sandbox;
    private boolean ours;

    @Override
    public Integer call() throws Exception {
        sandbox = Sandbox.at(checkout.root());
        ours = sandbox.status().state() != SandboxStatus.State.UP;
        if (ours) {
            boolean pooled = PGBOUNCER.ensure(System.out::println);
            System.out.println("== Starting PostgreSQL, PgBouncer and a GraphQL gateway of its own");
            start(pooled ? SandboxOptions.defaults() : SandboxOptions.defaults().withoutPgbouncer());
        }
        try {
            run();
        } finally {
            if (ours) {
                stop();
            }
        }
        results.forEach(directory -> System.out.println("Results: " + directory.path()));
        return ExitCode.mostSevere(outcomes).code();
    }

    private void run() throws Exception {
        System.out.println("== Write load: how much does PostgreSQL take?");
        load("write-load", Map.of(Setting.TARGET, "direct"));
        System.out.println("== Baseline: the gateway straight to PostgreSQL");
        Side before = gateway("baseline", "gateway_direct");
        if (!environment().containsKey("GATEWAY_POOLED_URL")) {
            System.out.println(
                    "pgsurge: the sandbox has no PgBouncer, so there is nothing to compare with; install it with: "
                            + PgbouncerProgram.installCommand());
            outcomes.add(ExitCode.INCONCLUSIVE);
            return;
        }
        System.out.println("== The same load, the gateway through PgBouncer");
        Side after = gateway("pgbouncer-validation", "gateway_pooled");
        System.out.println();
        SideBySide.lines(before, after).forEach(System.out::println);
        System.out.println("One run of each proves no difference in speed; the backend connections are what was seen.");
        System.out.println();
    }

    /** What the sandbox says of itself. */
    private Map<String, String> environment() throws Rejection {
        return EnvFile.read(checkout.root().resolve(".sandbox/env"));
    }

    private Side gateway(String plan, String role) throws Exception {
        try (BackendCount backends = new BackendCount(environment(), role)) {
            RunDirectory directory = load(plan, Map.of(Setting.THINK_TIME, THINK_TIME, Setting.WARMUP, WARMUP));
            return Side.of(Catalogue.installed(), directory, backends.most());
        }
    }

    private RunDirectory load(String plan, Map<Setting, String> settings)
            throws Rejection, IOException, InterruptedException {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(Setting.TEST_RUN_DURATION.property(), duration);
        settings.forEach((setting, value) -> properties.put(setting.property(), value));
        PlanRun run = new PlanRun(checkout, checkout.plan(plan), properties).afterSignal(() -> {
            if (ours) {
                stop();
            }
        });
        int status = run.start();
        ExitCode outcome = ExitCode.of(status);
        outcomes.add(outcome);
        if (outcome != ExitCode.OK) {
            throw Rejection.of(outcome, plan + " ended with exit code " + status + "; the demo ends here");
        }
        RunDirectory directory = run.directory().orElseThrow();
        results.add(directory);
        return directory;
    }

    private void start(SandboxOptions options) throws SandboxException {
        Thread down = new Thread(this::stop, "pgsurge-demo-down");
        Runtime.getRuntime().addShutdownHook(down);
        try {
            sandbox.up(options, System.out::println);
        } finally {
            Runtime.getRuntime().removeShutdownHook(down);
        }
    }

    private void stop() {
        try {
            sandbox.down(System.out::println);
        } catch (SandboxException failure) {
            System.err.println("pgsurge: " + failure.getMessage());
        }
    }
}
