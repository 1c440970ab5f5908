package io.github.pgsurge.cli;

import io.github.pgsurge.cli.bench.BenchCommand;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.sandbox.SandboxException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code pgsurge} command. */
@Command(
        name = "pgsurge",
        description = "Load-tests PostgreSQL, and what stands before it, with Apache JMeter: safely and with evidence.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "pgsurge 0.1.0",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ReportCommand.class,
            SandboxCommand.class,
            GuiCommand.class,
            CheckPoolerCommand.class,
            LintCommand.class,
            BenchCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:pass or warn",
            "1:internal error",
            "2:settings, files or rules that do not fit, wrong credentials, unreachable server",
            "3:refused by a pre-flight",
            "4:inconclusive or interrupted",
            "5:data lost, duplicated, or wrong answers",
            "99:rules failed, or no samples"
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs a command and exits with its code. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExitCodeExceptionMapper(Main::exitCode)
                .setParameterExceptionHandler((mistake, arguments) -> {
                    CommandLine command = mistake.getCommandLine();
                    command.getErr()
                            .println("pgsurge: " + mistake.getMessage() + "; see "
                                    + command.getCommandSpec().qualifiedName() + " --help");
                    return exitCode(mistake);
                })
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    if (failure instanceof Rejection || failure instanceof SandboxException) {
                        commandLine.getErr().println("pgsurge: " + failure.getMessage());
                    } else {
                        commandLine.getErr().println("pgsurge: internal error, please report it:");
                        failure.printStackTrace(commandLine.getErr());
                    }
                    return exitCode(failure);
                });
    }

    private static int exitCode(Throwable failure) {
        if (failure instanceof Rejection reason) {
            return reason.exitCode().code();
        }
        boolean usersMistake = failure instanceof SandboxException || failure instanceof ParameterException;
        return (usersMistake ? ExitCode.USAGE : ExitCode.INTERNAL_ERROR).code();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
