package io.github.pgsurge.run;

import io.github.pgsurge.evidence.Dimension;
import io.github.pgsurge.evidence.NumberFormats;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.metrics.LabelCounts;
import io.github.pgsurge.metrics.LabelSnapshot;
import io.github.pgsurge.metrics.LatencySummary;
import io.github.pgsurge.metrics.Quantile;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.metrics.TimeKind;
import io.github.pgsurge.report.LabelResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One moment of a running test, and the line that shows it.
 *
 * <p>Immutable and thread safe.
 *
 * @param elapsed since the run began
 * @param planned how long it is to take; empty when that is open
 * @param vus virtual users that are active
 * @param interval what was recorded since the last line
 * @param errorsSoFar failed samples since the run began
 * @param status what observers say of this moment, a clause each
 */
public record ProgressLine(
        Duration elapsed,
        Optional<Duration> planned,
        int vus,
        Snapshot interval,
        long errorsSoFar,
        List<String> status) {

    static final String GAP = "  ";

    private static final String SEPARATOR = " | ";
    private static final int LONGEST_LABEL = 20;

    /**
     * The line, without a line break: time, virtual users, rates, service times of each label, errors, connections.
     * Labels beyond the width are left out, the least busy first, and counted; one is always shown.
     *
     * @param width columns of the terminal
     */
    public String format(int width) {
        String line = clock() + GAP + NumberFormats.counted(vus, "VU") + GAP + String.join(GAP, rates());
        String tail = SEPARATOR
                + errors()
                + status.stream().map(clause -> SEPARATOR + clause).collect(Collectors.joining());
        String latencies = latencies(width - line.length() - tail.length() - SEPARATOR.length());
        return latencies.isEmpty() ? line + tail : line + SEPARATOR + latencies + tail;
    }

    /** {@code 01:05/05:00}, or what has passed alone. */
    String clock() {
        return NumberFormats.clock(elapsed)
                + planned.map(total -> "/" + NumberFormats.clock(total)).orElse("");
    }

    /** Samples a second first, then what else was measured; or one text that says why there are none. */
    List<String> rates() {
        LabelCounts counts = interval.counts();
        if (counts.count() == 0) {
            return List.of(
                    interval.warmupSamples() == 0
                            ? "no samples"
                            : "warm-up: " + NumberFormats.counted(interval.warmupSamples(), "sample") + " not counted");
        }
        LabelResult total = LabelResult.of(LabelSnapshot.of(Snapshot.TOTAL, counts), interval.measured());
        List<String> rates = Arrays.stream(SampleFigure.values())
                .filter(figure -> figure.dimension() == Dimension.RATE)
                .flatMap(figure -> total.number(figure).stream()
                        .mapToObj(rate -> NumberFormats.rate(rate) + " " + figure.column()))
                .toList();
        return rates.isEmpty() ? List.of("no time measured") : rates;
    }

    private String latencies(int width) {
        List<Map.Entry<String, LabelSnapshot>> busiestFirst = interval.labels().entrySet().stream()
                .filter(label -> times().of(label.getValue()).count() > 0)
                .sorted(Comparator.comparingLong(
                        label -> -label.getValue().counts().count()))
                .toList();
        SortedMap<String, String> shown = new TreeMap<>();
        String fitting = "";
        for (Map.Entry<String, LabelSnapshot> label : busiestFirst) {
            times().of(label.getValue()).summary().ifPresent(times -> shown.put(label.getKey(), text(times)));
            String candidate = heading() + join(shown, busiestFirst.size() - shown.size());
            if (!fitting.isEmpty() && candidate.length() > width) {
                break;
            }
            fitting = candidate;
        }
        return fitting;
    }

    /** The times that are shown: what users feel, which under arrivals begins when they arrive. */
    TimeKind times() {
        return interval.counts().arrivals() > 0 ? TimeKind.RESPONSE : TimeKind.SERVICE;
    }

    private String heading() {
        return (times() == TimeKind.RESPONSE ? "response " : "") + "avg/p95/p99 ms";
    }

    private static String join(SortedMap<String, String> shown, int left) {
        StringBuilder text = new StringBuilder();
        shown.forEach((label, times) -> text.append(GAP)
                .append(NumberFormats.fit(label, LONGEST_LABEL))
                .append(' ')
                .append(times));
        return left == 0 ? text.toString() : text + GAP + "+" + left + " more";
    }

    private static String text(LatencySummary times) {
        return NumberFormats.briefMillis(times.meanNanos()) + "/" + quantile(times, Quantile.P95) + "/"
                + quantile(times, Quantile.P99);
    }

    static String quantile(LatencySummary times, Quantile quantile) {
        return times.quantile(quantile).isEmpty()
                ? "-"
                : NumberFormats.briefMillis(times.quantile(quantile).getAsLong());
    }

    private String errors() {
        long now = interval.counts().errors();
        String text = NumberFormats.counted(now, "error");
        return errorsSoFar == now ? text : text + " (" + NumberFormats.count(errorsSoFar) + " so far)";
    }
}
