package io.github.pgsurge.report;

import io.github.pgsurge.metrics.ErrorFigure;
import io.github.pgsurge.metrics.LabelSnapshot;
import io.github.pgsurge.metrics.LatencySummary;
import io.github.pgsurge.metrics.Quantile;
import io.github.pgsurge.metrics.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The end of a run on a terminal: a table of all labels, what went wrong, and where the evidence is.
 *
 * <p>Stateless and thread safe.
 */
public final class SummaryTable {
    private static final int WIDTH = 118;
    private static final int MOST_ERRORS = 12;
    private static final int LONGEST_LABEL = 20;
    private static final int LONGEST_CODE = 40;
    private static final int COUNT_WIDTH = 9;
    private static final List<String> HEADER = List.of(
            "label", "count", "err %", "ops/s", "rows/s", "MB/s", "avg", "p50", "p95", "p99", "p99.9", "max",
            "retries");

    private SummaryTable() {}

    /**
     * The text, at most 120 columns wide and ended by a line break. Times are service times; a figure that was not
     * measured, or that there were too few samples for, is a dash.
     *
     * @param recorded the total that the result was made from: it has the error messages and the warm-up
     * @param directory where the run's evidence is
     */
    public static String format(RunResult result, Snapshot recorded, RunDirectory directory) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(result, recorded));
        lines.add("");
        if (result.total().count() == 0) {
            lines.add("No samples were recorded.");
        } else {
            lines.addAll(table(result).lines(WIDTH));
        }
        lines.add("");
        acquire(result).ifPresent(lines::add);
        result.connections().map(SummaryTable::connections).ifPresent(lines::add);
        notes(recorded, lines);
        errors(recorded, lines);
        lines.add("");
        lines.add("Verdict: " + result.verdict() + " (exit code "
                + result.exitCode().code() + ")");
        lines.add("Results: " + directory.path());
        return String.join("\n", lines) + "\n";
    }

    private static String heading(RunResult result, Snapshot recorded) {
        RunIdentity run = result.identity();
        return run.plan() + run.target().map(target -> " on " + target).orElse("") + ", run " + run.runId() + ", "
                + Figures.duration(recorded.measured()) + " measured; service times in ms";
    }

    private static TextTable table(RunResult result) {
        TextTable table = new TextTable();
        table.add(HEADER);
        result.labels().forEach((name, figures) -> table.add(row(name, figures)));
        table.add(row(Snapshot.TOTAL, result.total()));
        return table;
    }

    private static List<String> row(String name, LabelResult figures) {
        Optional<LatencySummary> times = figures.latency();
        return List.of(
                name,
                Figures.count(figures.count()),
                figures.errorRate().isEmpty()
                        ? TextTable.ABSENT
                        : Figures.percent(figures.errorRate().getAsDouble()),
                rate(figures.ratePerS()),
                rate(figures.rowsPerS()),
                rate(figures.mbPerS()),
                times.map(t -> Figures.millis(t.meanNanos())).orElse(TextTable.ABSENT),
                quantile(times, Quantile.P50),
                quantile(times, Quantile.P95),
                quantile(times, Quantile.P99),
                quantile(times, Quantile.P999),
                times.map(t -> Figures.millis(t.maxNanos())).orElse(TextTable.ABSENT),
                count(figures.retries()));
    }

    private static Optional<String> acquire(RunResult result) {
        List<String> waits = new ArrayList<>();
        result.labels().forEach((name, figures) -> figures.acquire().ifPresent(times -> {
            OptionalLong p95 = times.quantile(Quantile.P95);
            waits.add(name + " " + (p95.isEmpty() ? TextTable.ABSENT : Figures.millis(p95.getAsLong()) + " ms"));
        }));
        return waits.isEmpty()
                ? Optional.empty()
                : Optional.of(Figures.fit("Waiting for a connection, p95: " + String.join(", ", waits), WIDTH));
    }

    private static String connections(ConnectionResult connections) {
        List<String> parts = new ArrayList<>();
        add(parts, "peak held", connections.peakHeld());
        add(parts, "room for", connections.budget());
        add(parts, "fewest free", connections.minFreeSeen());
        add(parts, "asked for", connections.max());
        add(parts, "reserved", connections.reserved());
        add(parts, "refused (53300)", connections.refused53300());
        return "Connections: " + String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, OptionalLong value) {
        value.ifPresent(present -> parts.add(name + " " + Figures.count(present)));
    }

    private static void notes(Snapshot recorded, List<String> lines) {
        if (recorded.warmupSamples() > 0) {
            lines.add("Warm-up: " + Figures.counted(recorded.warmupSamples(), "sample") + " not counted");
        }
        long clamped = recorded.counts().clamped();
        if (clamped > 0) {
            lines.add("Above one hour: " + Figures.counted(clamped, "sample") + ", recorded as one hour");
        }
    }

    private static void errors(Snapshot recorded, List<String> lines) {
        List<ErrorLine> errors = new ArrayList<>();
        for (LabelSnapshot label : recorded.labels().values()) {
            for (Map.Entry<String, ErrorFigure> error :
                    label.counts().errorCodes().entrySet()) {
                errors.add(new ErrorLine(label.label(), error.getKey(), error.getValue()));
            }
        }
        if (errors.isEmpty()) {
            return;
        }
        errors.sort(Comparator.comparingLong(error -> -error.figure().count()));
        lines.add("Errors, with the first message of each:");
        List<ErrorLine> most = errors.stream().limit(MOST_ERRORS).toList();
        int labels = widest(most, ErrorLine::label, LONGEST_LABEL);
        int codes = widest(most, ErrorLine::code, LONGEST_CODE);
        most.forEach(error -> lines.add(error.text(labels, codes)));
        if (errors.size() > MOST_ERRORS) {
            lines.add("  ... and " + Figures.counted(errors.size() - MOST_ERRORS, "more code") + ", see run.json");
        }
    }

    private static String rate(OptionalDouble rate) {
        return rate.isEmpty() ? TextTable.ABSENT : Figures.rate(rate.getAsDouble());
    }

    private static String count(OptionalLong count) {
        return count.isEmpty() ? TextTable.ABSENT : Figures.count(count.getAsLong());
    }

    private static String quantile(Optional<LatencySummary> times, Quantile quantile) {
        OptionalLong nanos = times.map(t -> t.quantile(quantile)).orElse(OptionalLong.empty());
        return nanos.isEmpty() ? TextTable.ABSENT : Figures.millis(nanos.getAsLong());
    }

    private static int widest(List<ErrorLine> errors, Function<ErrorLine, String> column, int limit) {
        int widest = errors.stream()
                .mapToInt(error -> column.apply(error).length())
                .max()
                .orElse(0);
        return Math.min(widest, limit);
    }

    private record ErrorLine(String label, String code, ErrorFigure figure) {
        String text(int labels, int codes) {
            String start = "  " + TextTable.pad(Figures.fit(label, labels), labels, false) + "  "
                    + TextTable.pad(Figures.fit(code, codes), codes, false) + "  "
                    + TextTable.pad(Figures.count(figure.count()), COUNT_WIDTH, true) + "  ";
            return start + Figures.fit(figure.message(), WIDTH - start.length());
        }
    }
}
