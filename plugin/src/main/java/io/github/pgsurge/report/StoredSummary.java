package io.github.pgsurge.report;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.metrics.IntervalLogReader;
import io.github.pgsurge.metrics.LoggedRun;
import io.github.pgsurge.outcome.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The summary of a run made again from its run directory. Stateless and thread safe. */
public final class StoredSummary {
    private StoredSummary() {}

    /**
     * The text, ended by a line break: from run.json, or from intervals.hlog when the run was killed before it left one.
     *
     * @param catalogue the figures that this version knows
     * @param colored whether the results of rules are green, yellow and red
     * @throws Rejection (usage) when there is neither, or what there is cannot be read
     */
    public static String of(Catalogue catalogue, RunDirectory directory, boolean colored) throws Rejection {
        try {
            if (Files.exists(directory.runJson())) {
                return ofResult(catalogue, RunJson.read(directory.runJson(), catalogue), directory, colored);
            }
            if (Files.exists(directory.intervals())) {
                return ofLog(IntervalLogReader.read(directory.intervals()), directory);
            }
        } catch (IOException unreadable) {
            throw Rejection.usage(
                    "run directory " + directory.path() + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        throw Rejection.usage("run directory " + directory.path()
                + " has neither run.json nor intervals.hlog: name a folder that a run has left");
    }

    private static String ofResult(Catalogue catalogue, RunResult result, RunDirectory directory, boolean colored) {
        List<String> parts = new ArrayList<>(List.of(SummaryTable.format(catalogue, result, directory)));
        if (!result.thresholds().isEmpty()) {
            parts.add(RulesTable.format(result.thresholds(), colored));
        }
        catalogue.remarks(result.findings()).forEach(remark -> parts.add(remark + "\n"));
        if (!result.reason().isEmpty()) {
            parts.add(result.verdict() + ": " + result.reason() + "\n");
        }
        return String.join("\n", parts);
    }

    private static String ofLog(LoggedRun run, RunDirectory directory) throws Rejection {
        if (run.recorded().labels().isEmpty()) {
            throw Rejection.usage("run directory " + directory.path() + " has no run.json, and its intervals.hlog no"
                    + " samples: the run was killed before it measured anything, or has not begun to");
        }
        return SummaryTable.format(run, directory);
    }
}
