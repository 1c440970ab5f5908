package io.github.pgsurge.report;

import io.github.pgsurge.evidence.Block;
import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Declaration;
import io.github.pgsurge.evidence.Figure;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.NumberFormats;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.metrics.LatencySummary;
import io.github.pgsurge.metrics.LoggedRun;
import io.github.pgsurge.metrics.Quantile;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.metrics.TimeKind;
import io.github.pgsurge.schedule.TimeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The end of a run on a terminal: a table of all labels, what went wrong, and where the evidence is.
 *
 * <p>Stateless and thread safe.
 */
public final class SummaryTable {
    private static final int WIDTH = 118;

    /** A column of the table; empty is a dash. */
    private record Column(String heading, Function<LabelResult, Optional<String>> cell) {}

    private static final List<Quantile> SHOWN = List.of(Quantile.P50, Quantile.P95, Quantile.P99, Quantile.P999);
    private static final List<Column> COLUMNS = columns();

    private SummaryTable() {}

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        List<Column> attempts = new ArrayList<>();
        for (SampleFigure figure : SampleFigure.values()) {
            if (!figure.column().isEmpty()) {
                Column column = new Column(figure.column(), result -> cell(result, figure));
                (figure == SampleFigure.RETRIES ? attempts : columns).add(column);
            }
        }
        columns.add(new Column("avg", times(times -> OptionalLong.of(times.meanNanos()))));
        for (Quantile quantile : SHOWN) {
            columns.add(new Column(quantile.title(), times(times -> times.quantile(quantile))));
        }
        columns.add(new Column("max", times(times -> OptionalLong.of(times.maxNanos()))));
        columns.addAll(attempts);
        return List.copyOf(columns);
    }

    private static Optional<String> cell(LabelResult result, SampleFigure figure) {
        OptionalDouble number = result.number(figure);
        return number.isEmpty()
                ? Optional.empty()
                : Optional.of(NumberFormats.of(figure.dimension(), number.getAsDouble()));
    }

    private static Function<LabelResult, Optional<String>> times(Function<LatencySummary, OptionalLong> nanos) {
        return result -> result.times(TimeKind.SERVICE).flatMap(times -> {
            OptionalLong time = nanos.apply(times);
            return time.isEmpty() ? Optional.empty() : Optional.of(NumberFormats.millis(time.getAsLong()));
        });
    }

    /**
     * The text, at most 120 columns wide and ended by a line break. Times are service times; a figure that was not
     * measured, or that there were too few samples for, is a dash.
     *
     * @param catalogue the figures that its lines are of
     * @param recorded the total that the result was made from: it has the error messages and the warm-up
     * @param directory where the run's evidence is
     */
    public static String format(Catalogue catalogue, RunResult result, Snapshot recorded, RunDirectory directory) {
        return format(catalogue, result, recorded.measured(), notes(recorded), ErrorList.of(recorded), directory);
    }

    /** The same from what run.json keeps: error codes without messages, and nothing of the warm-up. */
    public static String format(Catalogue catalogue, RunResult result, RunDirectory directory) {
        LabelResult total = result.total();
        OptionalDouble rate = total.number(SampleFigure.RATE_PER_S);
        Duration measured =
                rate.isEmpty() ? Duration.ZERO : Duration.ofNanos(Math.round(total.count() * 1e9 / rate.getAsDouble()));
        return format(catalogue, result, measured, List.of(), ErrorList.of(result), directory);
    }

    private static String format(
            Catalogue catalogue,
            RunResult result,
            Duration measured,
            List<String> notes,
            ErrorList errors,
            RunDirectory directory) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(result.identity().title(), measured));
        lines.add("");
        lines.addAll(table(result.labels(), result.total()));
        lines.add("");
        response(catalogue, result).ifPresent(lines::add);
        p95(result, "Waiting for a connection, p95: ", TimeKind.ACQUIRE).ifPresent(lines::add);
        catalogue.blocks().stream()
                .filter(block -> !block.isFromArrival())
                .map(block -> said(block, result.findings()))
                .forEach(line -> line.ifPresent(lines::add));
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
        table.add(Stream.concat(Stream.of("label"), COLUMNS.stream().map(Column::heading))
                .toList());
        labels.forEach((name, figures) -> table.add(row(name, figures)));
        table.add(row(Snapshot.TOTAL, total));
        return table.lines(WIDTH);
    }

    private static List<String> row(String name, LabelResult figures) {
        return Stream.concat(Stream.of(name), COLUMNS.stream().map(column -> column.cell()
                        .apply(figures)
                        .orElse(TextTable.ABSENT)))
                .toList();
    }

    /** Response times, where they are more than waiting and service. */
    private static Optional<String> response(Catalogue catalogue, RunResult result) {
        String correction = result.findings().text(EnvironmentBlock.RESPONSE_CORRECTION);
        Optional<String> arrivals = catalogue.blocks().stream()
                .filter(Block::isFromArrival)
                .flatMap(block -> said(block, result.findings()).stream())
                .findFirst();
        if (arrivals.isPresent() && !"off".equals(correction)) {
            return p95(result, "From the intended start, p95: ", TimeKind.RESPONSE)
                    .map(line -> line + "\n" + arrivals.get());
        }
        return TimeText.parse(correction)
                .flatMap(interval -> p95(
                        result,
                        "Response times corrected by an expected interval of " + correction + ", p95: ",
                        TimeKind.RESPONSE));
    }

    /** The line of a block: its figures as they are declared to be said. */
    private static Optional<String> said(Block block, Findings findings) {
        if (block.title().isEmpty() || findings.block(block.name()).isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (Declaration declaration : block.declarations()) {
            if (declaration instanceof Figure figure) {
                figure.phrase().map(phrase -> said(phrase, figure, findings)).ifPresent(parts::add);
            }
        }
        parts.removeIf(String::isEmpty);
        return Optional.of(block.title() + ": " + String.join(", ", parts));
    }

    private static String said(Figure.Phrase phrase, Figure figure, Findings findings) {
        OptionalDouble number = findings.number(figure);
        return number.isEmpty()
                ? phrase.whenAbsent()
                : phrase.format().replace("%s", NumberFormats.of(figure.dimension(), number.getAsDouble()));
    }

    private static Optional<String> p95(RunResult result, String title, TimeKind kind) {
        List<String> shown = new ArrayList<>();
        result.labels().forEach((name, figures) -> figures.times(kind)
                .ifPresent(times -> shown.add(name + " " + milliseconds(times))));
        return shown.isEmpty()
                ? Optional.empty()
                : Optional.of(NumberFormats.fit(title + String.join(", ", shown), WIDTH));
    }

    private static String milliseconds(LatencySummary times) {
        OptionalLong nanos = times.quantile(Quantile.P95);
        return nanos.isEmpty() ? TextTable.ABSENT : NumberFormats.millis(nanos.getAsLong()) + " ms";
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
}
