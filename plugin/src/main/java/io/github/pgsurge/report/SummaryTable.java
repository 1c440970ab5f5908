package io.github.pgsurge.report;

import io.github.pgsurge.evidence.NumberFormats;
import io.github.pgsurge.metrics.LatencySummary;
import io.github.pgsurge.metrics.LoggedRun;
import io.github.pgsurge.metrics.Quantile;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.schedule.TimeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The end of a run on a terminal: a table of all labels, what went wrong, and where the evidence is.
 *
 * <p>Stateless and thread safe.
 */
public final class SummaryTable {
    private static final int WIDTH = 118;
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
        return format(result, recorded.measured(), notes(recorded), ErrorList.of(recorded), directory);
    }

    /** The same from what run.json keeps: error codes without messages, and nothing of the warm-up. */
    public static String format(RunResult result, RunDirectory directory) {
        LabelResult total = result.total();
        Duration measured = total.ratePerS().isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(
                        Math.round(total.count() * 1e9 / total.ratePerS().getAsDouble()));
        return format(result, measured, List.of(), ErrorList.of(result), directory);
    }

    private static String format(
            RunResult result, Duration measured, List<String> notes, ErrorList errors, RunDirectory directory) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(result.identity().title(), measured));
        lines.add("");
        lines.addAll(table(result.labels(), result.total()));
        lines.add("");
        response(result).ifPresent(lines::add);
        p95(result, "Waiting for a connection, p95: ", LabelResult::acquire).ifPresent(lines::add);
        result.connections().map(SummaryTable::connections).ifPresent(lines::add);
        lines.addAll(notes);
        lines.addAll(errors.lines(WIDTH));
        lines.add("");
        lines.add("Verdict: " + result.verdict() + " (exit code "
                + result.exitCode().code() + ")");
        lines.add("Results: " + directory.path());
        return String.join("\n", lines) + "\n";
    }

    /** The same of a run that has left no result but its log, with the reason why there is no more. */
    public static String format(LoggedRun run, RunDirectory directory) {
        Snapshot recorded = run.recorded();
        SortedMap<String, LabelResult> labels = new TreeMap<>();
        recorded.labels().forEach((name, label) -> labels.put(name, LabelResult.of(label, recorded.measured())));
        List<String> lines = new ArrayList<>();
        lines.add(heading(run.title().isEmpty() ? "a run" : run.title(), recorded.measured()));
        lines.add("");
        lines.addAll(table(labels, LabelResult.of(recorded.total(), recorded.measured())));
        lines.add("");
        lines.add("Begun at " + run.startedAt() + ", recorded until " + recorded.to() + ".");
        lines.add("No verdict: there is no run.json, so the run was killed or is still running. This is from its");
        lines.add("intervals.hlog, which has no rows, bytes, error codes and connections.");
        lines.add("Results: " + directory.path());
        return String.join("\n", lines) + "\n";
    }

    private static String heading(String title, Duration measured) {
        return title + ", " + NumberFormats.duration(measured) + " measured; service times in ms";
    }

    private static List<String> table(SortedMap<String, LabelResult> labels, LabelResult total) {
        if (total.count() == 0) {
            return List.of("No samples were recorded.");
        }
        TextTable table = new TextTable();
        table.add(HEADER);
        labels.forEach((name, figures) -> table.add(row(name, figures)));
        table.add(row(Snapshot.TOTAL, total));
        return table.lines(WIDTH);
    }

    private static List<String> row(String name, LabelResult figures) {
        Optional<LatencySummary> times = figures.latency();
        return List.of(
                name,
                NumberFormats.count(figures.count()),
                figures.errorRate().isEmpty()
                        ? TextTable.ABSENT
                        : NumberFormats.percent(figures.errorRate().getAsDouble()),
                rate(figures.ratePerS()),
                rate(figures.rowsPerS()),
                rate(figures.mbPerS()),
                times.map(t -> NumberFormats.millis(t.meanNanos())).orElse(TextTable.ABSENT),
                quantile(times, Quantile.P50),
                quantile(times, Quantile.P95),
                quantile(times, Quantile.P99),
                quantile(times, Quantile.P999),
                times.map(t -> NumberFormats.millis(t.maxNanos())).orElse(TextTable.ABSENT),
                count(figures.retries()));
    }

    /** Response times, where they are more than waiting and service. */
    private static Optional<String> response(RunResult result) {
        Object correction = result.environment().get(RunResult.RESPONSE_CORRECTION);
        Map<String, Object> arrivals = result.blocks().get("arrivals");
        if (arrivals != null && !"off".equals(correction)) {
            return p95(result, "From the intended start, p95: ", LabelResult::response)
                    .map(line -> line + "\nArrivals: " + arrivals(arrivals));
        }
        return TimeText.parse(String.valueOf(correction))
                .flatMap(interval -> p95(
                        result,
                        "Response times corrected by an expected interval of " + correction + ", p95: ",
                        LabelResult::response));
    }

    private static String arrivals(Map<String, Object> block) {
        String late = count(block, "late") + " found no free virtual user and waited, ";
        // a controller knows of those only that have samples
        return block.containsKey("due")
                ? count(block, "due") + " due, " + late + count(block, "dropped") + " dropped"
                : count(block, "begun") + " begun, " + late + "how many agents dropped is not known";
    }

    private static String count(Map<String, Object> block, String name) {
        return block.get(name) instanceof Number number ? NumberFormats.count(number.longValue()) : TextTable.ABSENT;
    }

    private static Optional<String> p95(
            RunResult result, String title, Function<LabelResult, Optional<LatencySummary>> kind) {
        List<String> shown = new ArrayList<>();
        result.labels().forEach((name, figures) -> kind.apply(figures)
                .ifPresent(times -> shown.add(name + " " + milliseconds(times))));
        return shown.isEmpty()
                ? Optional.empty()
                : Optional.of(NumberFormats.fit(title + String.join(", ", shown), WIDTH));
    }

    private static String milliseconds(LatencySummary times) {
        String p95 = quantile(Optional.of(times), Quantile.P95);
        return p95.equals(TextTable.ABSENT) ? p95 : p95 + " ms";
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
        value.ifPresent(present -> parts.add(name + " " + NumberFormats.count(present)));
    }

    private static List<String> notes(Snapshot recorded) {
        List<String> notes = new ArrayList<>();
        if (recorded.warmupSamples() > 0) {
            notes.add("Warm-up: " + NumberFormats.counted(recorded.warmupSamples(), "sample") + " not counted");
        }
        long clamped = recorded.counts().clamped();
        if (clamped > 0) {
            notes.add("Above one hour: " + NumberFormats.counted(clamped, "sample") + ", recorded as one hour");
        }
        return notes;
    }

    private static String rate(OptionalDouble rate) {
        return rate.isEmpty() ? TextTable.ABSENT : NumberFormats.rate(rate.getAsDouble());
    }

    private static String count(OptionalLong count) {
        return count.isEmpty() ? TextTable.ABSENT : NumberFormats.count(count.getAsLong());
    }

    private static String quantile(Optional<LatencySummary> times, Quantile quantile) {
        OptionalLong nanos = times.map(t -> t.quantile(quantile)).orElse(OptionalLong.empty());
        return nanos.isEmpty() ? TextTable.ABSENT : NumberFormats.millis(nanos.getAsLong());
    }
}
