package io.github.pgsurge.cli;

import io.github.pgsurge.sandbox.Sandbox;
import io.github.pgsurge.sandbox.SandboxException;
import io.github.pgsurge.sandbox.SandboxOptions;
import io.github.pgsurge.sandbox.SandboxStatus;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pgsurge sandbox up|down|status}. */
@Command(
        name = "sandbox",
        description =
                "A real PostgreSQL, PgBouncer and GraphQL gateway as local background processes, to load without fear.",
        synopsisSubcommandLabel = "up|down|status",
        mixinStandardHelpOptions = true,
        subcommands = {SandboxCommand.Up.class, SandboxCommand.Down.class, SandboxCommand.Status.class})
final class SandboxCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "sandbox: up, down or status is missing");
    }

    private static Sandbox sandbox() throws SandboxException {
        return Sandbox.at(Checkout.ofLauncher().root());
    }

    /** {@code sandbox up}. */
    @Command(
            name = "up",
            description = "Starts the sandbox and writes how to reach it to .sandbox/env.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Up implements Callable<Integer> {
        @Mixin
        private SandboxFlags flags;

        @Override
        public Integer call() throws Exception {
            Sandbox sandbox = sandbox();
            sandbox.up(options(sandbox.status().options()), System.out::println);
            return 0;
        }

        /** Options not given leave a sandbox that is up as it is. */
        private SandboxOptions options(Optional<SandboxOptions> known) throws SandboxException {
            return known.isPresent() && flags.noneGiven() ? known.get() : flags.options();
        }
    }

    /** {@code sandbox down}. */
    @Command(
            name = "down",
            description = "Stops the sandbox and removes its data and every other file of it.",
            mixinStandardHelpOptions = true)
    static final class Down implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            sandbox().down(System.out::println);
            return 0;
        }
    }

    /** {@code sandbox status}. */
    @Command(name = "status", description = "Says what runs and where.", mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            SandboxStatus status = sandbox().status();
            line("sandbox", status.state().text());
            status.services().forEach(Status::show);
            if (status.state() != SandboxStatus.State.DOWN) {
                line("settings", status.envFile().toString());
                line("files", status.home().toString());
            }
            return 0;
        }

        private static void show(SandboxStatus.Service service) {
            String process =
                    service.pid().isPresent() ? "up, pid " + service.pid().getAsLong() : "gone";
            line(
                    service.name(),
                    process + ", port " + service.port()
                            + service.version()
                                    .map(version -> ", version " + version)
                                    .orElse(""));
            line("", String.join(", ", service.facts()));
            line("", "log " + service.log());
        }

        private static void line(String name, String value) {
            System.out.printf("%-16s %s%n", name, value);
        }
    }
}
