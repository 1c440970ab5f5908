package io.github.pgsurge.run;

import io.github.pgsurge.evidence.NumberFormats;
import io.github.pgsurge.metrics.Quantile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one line that a terminal shows of a running test: how far it is, and its main figures.
 *
 * <p>Immutable and thread safe.
 *
 * @param state what is shown; its interval is what the rates and times are of
 */
record LiveLine(ProgressLine state) {
    private static final int LONGEST_BAR = 20;
    private static final int SHORTEST_BAR = 8;

    /** A part of the line; those of least worth go first where room is short. */
    private record Part(int worth, String text) {}

    /**
     * The line, without a line break.
     *
     * @param width columns that it never exceeds
     */
    String format(int width) {
        List<Part> parts = new ArrayList<>(parts());
        int needed = state.planned().isPresent() ? SHORTEST_BAR + 3 : 0;
        while (parts.size() > 1 && needed + length(parts) > width) {
            parts.remove(
                    parts.stream().min(Comparator.comparingInt(Part::worth)).orElseThrow());
        }
        String text = join(parts);
        String bar = bar(Math.min(LONGEST_BAR, width - text.length() - 3));
        return NumberFormats.fit(bar + text, width);
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(9, state.clock()));
        parts.add(new Part(4, NumberFormats.counted(state.vus(), "VU")));
        List<String> rates = state.rates();
        parts.add(new Part(8, rates.get(0)));
        rates.stream().skip(1).forEach(rate -> parts.add(new Part(parts.size() < 4 ? 2 : 1, rate)));
        state.times()
                .of(state.interval().total())
                .summary()
                .ifPresent(
                        times -> parts.add(new Part(6, "p95 " + ProgressLine.quantile(times, Quantile.P95) + " ms")));
        parts.add(new Part(7, NumberFormats.counted(state.errorsSoFar(), "error")));
        state.status().forEach(clause -> parts.add(new Part(5, clause)));
        return parts;
    }

    private static int length(List<Part> parts) {
        return join(parts).length();
    }

    private static String join(List<Part> parts) {
        return parts.stream().map(Part::text).collect(Collectors.joining(ProgressLine.GAP));
    }

    private String bar(int columns) {
        if (state.planned().isEmpty() || columns < SHORTEST_BAR) {
            return "";
        }
        Duration planned = state.planned().get();
        double done = planned.isZero() ? 1 : (double) state.elapsed().toNanos() / planned.toNanos();
        int full = (int) Math.min(columns, columns * done);
        return "[" + "#".repeat(full) + "-".repeat(columns - full) + "] ";
    }
}
