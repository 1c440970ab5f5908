package io.github.pgsurge.report;

import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.metrics.LabelCounts;
import io.github.pgsurge.metrics.LabelSnapshot;
import io.github.pgsurge.metrics.LatencySummary;
import io.github.pgsurge.metrics.TimeKind;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The figures of one label, or of all together, as run.json holds them. What was not measured is absent.
 *
 * <p>Immutable and thread safe.
 *
 * @param figures by the names of {@link SampleFigure}
 * @param times by kind
 * @param errorCodes failed samples by code
 */
public record LabelResult(Fields figures, Map<TimeKind, LatencySummary> times, SortedMap<String, Long> errorCodes) {

    /** Copies its collections. */
    public LabelResult {
        Map<TimeKind, LatencySummary> sorted = new EnumMap<>(TimeKind.class);
        sorted.putAll(times);
        times = Collections.unmodifiableMap(sorted);
        errorCodes = Collections.unmodifiableSortedMap(new TreeMap<>(errorCodes));
    }

    /** The figures of a label over the time they were measured in; no rates when that is zero. */
    public static LabelResult of(LabelSnapshot label, Duration measured) {
        LabelCounts counts = label.counts();
        Fields.Builder figures = Fields.builder();
        for (SampleFigure figure : SampleFigure.values()) {
            figure.of(counts, measured).ifPresent(value -> figures.put(figure.key(), value));
        }
        Map<TimeKind, LatencySummary> times = new EnumMap<>(TimeKind.class);
        for (TimeKind kind : TimeKind.values()) {
            kind.of(label).summary().ifPresent(summary -> times.put(kind, summary));
        }
        SortedMap<String, Long> codes = new TreeMap<>();
        counts.errorCodes().forEach((code, figure) -> codes.put(code, figure.count()));
        return new LabelResult(figures.build(), times, codes);
    }

    /** A figure; empty when it was not measured. */
    public OptionalDouble number(SampleFigure figure) {
        return figure.in(figures);
    }

    /** A figure that is a whole number; empty when it was not measured. */
    public OptionalLong whole(SampleFigure figure) {
        OptionalDouble number = number(figure);
        return number.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Math.round(number.getAsDouble()));
    }

    /** Samples. */
    public long count() {
        return whole(SampleFigure.COUNT).orElse(0);
    }

    /** Failed samples. */
    public long errors() {
        return whole(SampleFigure.ERRORS).orElse(0);
    }

    /** Times of a kind; empty when none was measured. */
    public Optional<LatencySummary> times(TimeKind kind) {
        return Optional.ofNullable(times.get(kind));
    }
}
