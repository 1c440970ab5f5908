package io.github.pgsurge.metrics;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counts of one label, or of several together.
 *
 * <p>Immutable and thread safe.
 *
 * @param count samples
 * @param errors failed samples; the sum of {@code errorCodes}
 * @param clamped samples with a time above one hour, which was recorded as one hour
 * @param arrivals samples that were the first of an arrival
 * @param late arrivals among them that found no free virtual user when they were due
 * @param rows rows written or read
 * @param written rows among them that were written and acknowledged
 * @param bytes bytes of payload sent or received
 * @param retries attempts after the first
 * @param errorCodes failed samples by code
 */
public record LabelCounts(
        long count,
        long errors,
        long clamped,
        long arrivals,
        long late,
        MeasuredSum rows,
        MeasuredSum written,
        MeasuredSum bytes,
        MeasuredSum retries,
        SortedMap<String, ErrorFigure> errorCodes)
        implements Serializable {

    /** No samples. */
    public static final LabelCounts NONE = new LabelCounts(
            0,
            0,
            0,
            0,
            0,
            MeasuredSum.NONE,
            MeasuredSum.NONE,
            MeasuredSum.NONE,
            MeasuredSum.NONE,
            Collections.emptySortedMap());

    /** Copies the error codes. */
    public LabelCounts {
        errorCodes = Collections.unmodifiableSortedMap(new TreeMap<>(errorCodes));
    }

    /** Both together. Associative and commutative. */
    public LabelCounts plus(LabelCounts other) {
        SortedMap<String, ErrorFigure> codes = new TreeMap<>(errorCodes);
        other.errorCodes.forEach((code, figure) -> codes.merge(code, figure, ErrorFigure::plus));
        return new LabelCounts(
                count + other.count,
                errors + other.errors,
                clamped + other.clamped,
                arrivals + other.arrivals,
                late + other.late,
                rows.plus(other.rows),
                written.plus(other.written),
                bytes.plus(other.bytes),
                retries.plus(other.retries),
                codes);
    }
}
