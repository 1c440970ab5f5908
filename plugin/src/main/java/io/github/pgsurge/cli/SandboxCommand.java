package io.github.pgsurge.cli;

import io.github.pgsurge.sandbox.Sandbox;
import io.github.pgsurge.sandbox.SandboxException;
import io.github.pgsurge.sandbox.SandboxOptions;
import io.github.pgsurge.sandbox.SandboxStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pgsurge sandbox up|down|status}. */
@Command(
        name = "sandbox",
        description = "A real PostgreSQL as local background processes, to load without fear.",
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
        @Option(
                names = "--pg-port",
                paramLabel = "PORT",
                description = "Port of PostgreSQL; default " + SandboxOptions.DEFAULT_PG_PORT + ".")
        private Integer pgPort;

        @Option(
                names = "--max-connections",
                paramLabel = "N",
                description = "PostgreSQL's max_connections; default " + SandboxOptions.DEFAULT_MAX_CONNECTIONS + ".")
        private Integer maxConnections;

        @Option(
                names = "--pg-setting",
                paramLabel = "NAME=VALUE",
                description = "A line of postgresql.conf; may be repeated.")
        private List<String> pgSettings = new ArrayList<>();

        @Override
        public Integer call() throws Exception {
            Sandbox sandbox = sandbox();
            sandbox.up(options(sandbox.status().options()), System.out::println);
            return 0;
        }

        /** Options not given leave a sandbox that is up as it is. */
        private SandboxOptions options(Optional<SandboxOptions> known) throws SandboxException {
            boolean noneGiven = pgPort == null && maxConnections == null && pgSettings.isEmpty();
            if (known.isPresent() && noneGiven) {
                return known.get();
            }
            return SandboxOptions.of(
                    pgPort == null ? SandboxOptions.DEFAULT_PG_PORT : pgPort,
                    maxConnections == null ? SandboxOptions.DEFAULT_MAX_CONNECTIONS : maxConnections,
                    pgSettings);
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
            status.version().ifPresent(version -> line("PostgreSQL", version));
            status.pid().ifPresent(pid -> line("process", Long.toString(pid)));
            status.options().ifPresent(options -> {
                line("port", Integer.toString(options.postgres().port()));
                line("max_connections", Integer.toString(options.postgres().maxConnections()));
                options.postgres().settings().forEach(Status::line);
            });
            if (status.state() != SandboxStatus.State.DOWN) {
                line("settings", status.envFile().toString());
                line("files", status.home().toString());
                line("log", status.log().toString());
            }
            return 0;
        }

        private static void line(String name, String value) {
            System.out.printf("%-16s %s%n", name, value);
        }
    }
}
