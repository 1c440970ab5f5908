package io.github.pgsurge.cli;

import io.github.pgsurge.sandbox.Sandbox;
import io.github.pgsurge.sandbox.SandboxException;
import io.github.pgsurge.sandbox.SandboxOptions;
import io.github.pgsurge.sandbox.SandboxStatus;
import io.github.pgsurge.settings.Setting;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pgsurge demo}. */
@Command(
        name = "demo",
        description = "Starts a sandbox, puts write load on it, shows the results, and stops the sandbox again.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "20s",
            description = "How long the load lasts; default ${DEFAULT-VALUE}.")
    private String duration;

    @Override
    public Integer call() throws Exception {
        Checkout checkout = Checkout.ofLauncher();
        Sandbox sandbox = Sandbox.at(checkout.root());
        boolean ours = sandbox.status().state() != SandboxStatus.State.UP;
        if (ours) {
            System.out.println("== Starting a PostgreSQL of its own");
            start(sandbox);
        }
        try {
            System.out.println("== Write load: how much does it take?");
            return new PlanRun(
                            checkout,
                            checkout.plan("write-load"),
                            Map.of(Setting.TEST_RUN_DURATION.property(), duration, Setting.TARGET.property(), "direct"))
                    .afterSignal(() -> {
                        if (ours) {
                            stop(sandbox);
                        }
                    })
                    .start();
        } finally {
            if (ours) {
                stop(sandbox);
            }
        }
    }

    private static void start(Sandbox sandbox) throws SandboxException {
        Thread down = new Thread(() -> stop(sandbox), "pgsurge-demo-down");
        Runtime.getRuntime().addShutdownHook(down);
        try {
            sandbox.up(SandboxOptions.defaults(), System.out::println);
        } finally {
            Runtime.getRuntime().removeShutdownHook(down);
        }
    }

    private static void stop(Sandbox sandbox) {
        try {
            sandbox.down(System.out::println);
        } catch (SandboxException failure) {
            System.err.println("pgsurge: " + failure.getMessage());
        }
    }
}
