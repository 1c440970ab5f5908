package io.github.pgsurge.cli;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.report.RunDirectory;
import io.github.pgsurge.report.StoredSummary;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pgsurge report RUN_DIR}. */
@Command(
        name = "report",
        description = "Shows the summary of a run again, also of one that was killed.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A run that was killed has no run.json; its summary is then made from intervals.hlog, which lacks at most the",
            "last second. Exits with 0 when there is a summary, whatever the verdict of the run was."
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN_DIR", description = "A folder that a run has left, such as results/write-load-...")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        boolean colored = Terminal.width(System.getenv()).isPresent();
        spec.commandLine()
                .getOut()
                .print(StoredSummary.of(Catalogue.installed(), RunDirectory.existing(folder), colored));
        spec.commandLine().getOut().flush();
        return ExitCode.OK.code();
    }
}
