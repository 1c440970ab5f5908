package io.github.pgsurge.report;

import io.github.pgsurge.metrics.ErrorFigure;
import io.github.pgsurge.metrics.LabelCounts;
import io.github.pgsurge.metrics.LabelSnapshot;
import io.github.pgsurge.metrics.LatencySummary;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The figures of one label, or of all together, as run.json holds them. Empty means not measured.
 *
 * <p>Immutable and thread safe.
 *
 * @param count samples
 * @param errors failed samples
 * @param errorRate errors by count, 0 to 1; empty without samples
 * @param ratePerS samples a second of measured time
 * @param rows rows written or read
 * @param rowsPerS rows a second of measured time
 * @param bytes bytes of payload sent or received
 * @param mbPerS megabytes (1,000,000 bytes) a second of measured time
 * @param retries attempts after the first
 * @param latency service times
 * @param response times from the intended start
 * @param acquire times spent waiting for a pooled connection
 * @param errorCodes failed samples by code
 */
public record LabelResult(
        long count,
        long errors,
        OptionalDouble errorRate,
        OptionalDouble ratePerS,
        OptionalLong rows,
        OptionalDouble rowsPerS,
        OptionalLong bytes,
        OptionalDouble mbPerS,
        OptionalLong retries,
        Optional<LatencySummary> latency,
        Optional<LatencySummary> response,
        Optional<LatencySummary> acquire,
        SortedMap<String, Long> errorCodes) {

    private static final double BYTES_PER_MB = 1e6;

    /** Copies the error codes. */
    public LabelResult {
        errorCodes = Collections.unmodifiableSortedMap(new TreeMap<>(errorCodes));
    }

    /** The figures of a label over the time they were measured in; no rates when that is zero. */
    public static LabelResult of(LabelSnapshot label, Duration measured) {
        LabelCounts counts = label.counts();
        SortedMap<String, Long> codes = new TreeMap<>();
        counts.errorCodes().forEach((code, figure) -> codes.put(code, count(figure)));
        return new LabelResult(
                counts.count(),
                counts.errors(),
                counts.count() == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((double) counts.errors() / counts.count()),
                perSecond(OptionalLong.of(counts.count()), 1, measured),
                counts.rows().value(),
                perSecond(counts.rows().value(), 1, measured),
                counts.bytes().value(),
                perSecond(counts.bytes().value(), BYTES_PER_MB, measured),
                counts.retries().value(),
                label.service().summary(),
                label.response().summary(),
                label.acquire().summary(),
                codes);
    }

    private static long count(ErrorFigure figure) {
        return figure.count();
    }

    private static OptionalDouble perSecond(OptionalLong amount, double unit, Duration measured) {
        if (amount.isEmpty() || measured.isZero()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(amount.getAsLong() / unit / (measured.toNanos() / 1e9));
    }
}
