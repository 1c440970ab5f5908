package io.github.pgsurge.metrics;

import java.util.Locale;
import java.util.Optional;

/**
 * What one sample measured. Every figure may be {@link #NOT_MEASURED}: a stock sampler knows no rows, a sample that got
 * no connection has no service time.
 *
 * <p>It travels as text, one {@code name: value} line for each figure that was measured, in the response headers of a
 * sample result, where it is readable in a result tree and survives any transport that keeps headers.
 *
 * <p>Immutable and thread safe.
 *
 * @param serviceNanos time the server took to serve the request as its client sees it, in nanoseconds
 * @param acquireNanos time spent waiting for a pooled connection, in nanoseconds
 * @param lagNanos time from the moment its arrival was due to the begin of its iteration, in nanoseconds; measured for the
 *     first sample of an arrival only
 * @param rows rows written or read
 * @param written rows among them that were written and acknowledged
 * @param bytes bytes of payload sent or received
 * @param retries attempts after the first
 * @param late whether that arrival found no free virtual user when it was due
 */
public record Measurement(
        long serviceNanos,
        long acquireNanos,
        long lagNanos,
        long rows,
        long written,
        long bytes,
        long retries,
        boolean late) {
    /** Stands for a figure that was not measured; it is never counted as 0. */
    public static final long NOT_MEASURED = -1;

    private static final String PREFIX = "pgsurge-";
    private static final String SERVICE = PREFIX + "service-ns";
    private static final String ACQUIRE = PREFIX + "acquire-ns";
    private static final String LAG = PREFIX + "lag-ns";
    private static final String LATE = PREFIX + "late";
    private static final String ROWS = PREFIX + "rows";
    private static final String WRITTEN = PREFIX + "written";
    private static final String BYTES = PREFIX + "bytes";
    private static final String RETRIES = PREFIX + "retries";

    private static final Measurement NOTHING =
            new Measurement(NOT_MEASURED, NOT_MEASURED, NOT_MEASURED, NOT_MEASURED, NOT_MEASURED);

    /** Refuses a figure below 0 that is not {@link #NOT_MEASURED} with an IllegalArgumentException. */
    public Measurement {
        check("serviceNanos", serviceNanos);
        check("acquireNanos", acquireNanos);
        check("lagNanos", lagNanos);
        check("rows", rows);
        check("written", written);
        check("bytes", bytes);
        check("retries", retries);
    }

    /** A sample that is not the first of an arrival and is not known to write. */
    public Measurement(long serviceNanos, long acquireNanos, long rows, long bytes, long retries) {
        this(serviceNanos, acquireNanos, NOT_MEASURED, rows, NOT_MEASURED, bytes, retries, false);
    }

    /** A sample that is not the first of an arrival and wrote its rows. */
    public static Measurement ofWrite(long serviceNanos, long acquireNanos, long rows, long bytes, long retries) {
        return new Measurement(serviceNanos, acquireNanos, NOT_MEASURED, rows, rows, bytes, retries, false);
    }

    private static void check(String figure, long value) {
        if (value < NOT_MEASURED) {
            throw new IllegalArgumentException(figure + " is " + value + ": at least 0 is allowed");
        }
    }

    /** A sample of which only the service time is known, in nanoseconds. */
    public static Measurement ofService(long nanos) {
        return new Measurement(nanos, NOT_MEASURED, NOT_MEASURED, NOT_MEASURED, NOT_MEASURED);
    }

    /** The same as the first sample of an arrival that began so much later than it was due. */
    public Measurement delayed(long byNanos, boolean wasLate) {
        return new Measurement(serviceNanos, acquireNanos, byNanos, rows, written, bytes, retries, wasLate);
    }

    /** Whether it is the first sample of an arrival. */
    public boolean isArrival() {
        return lagNanos != NOT_MEASURED;
    }

    /**
     * Time from the moment the request was due to its answer, in nanoseconds: lag of its arrival, waiting for a connection
     * and service time; {@link #NOT_MEASURED} when neither waiting nor service was measured.
     */
    public long responseNanos() {
        return responseNanos(true);
    }

    /** As {@link #responseNanos()}; without the lag when that is not to count. */
    long responseNanos(boolean withLag) {
        if (serviceNanos == NOT_MEASURED && acquireNanos == NOT_MEASURED) {
            return NOT_MEASURED;
        }
        long sum = Math.max(0, serviceNanos) + Math.max(0, acquireNanos);
        long delayed = withLag && sum >= 0 ? sum + Math.max(0, lagNanos) : sum;
        return delayed < 0 ? Long.MAX_VALUE : delayed;
    }

    /** The text form: one line for each measured figure, each ended by a line feed; empty when nothing was measured. */
    public String toHeaders() {
        StringBuilder text = new StringBuilder(128);
        line(text, SERVICE, serviceNanos);
        line(text, ACQUIRE, acquireNanos);
        line(text, LAG, lagNanos);
        line(text, ROWS, rows);
        line(text, WRITTEN, written);
        line(text, BYTES, bytes);
        line(text, RETRIES, retries);
        line(text, LATE, late ? 1 : NOT_MEASURED);
        return text.toString();
    }

    private static void line(StringBuilder text, String name, long value) {
        if (value != NOT_MEASURED) {
            text.append(name).append(": ").append(value).append('\n');
        }
    }

    /**
     * Finds the measurement among a sample's headers. Lines of others are passed over; names are compared without
     * regard to case, as header names are.
     *
     * @param headers lines ended by LF or CRLF
     * @return empty when no line is a measurement's
     * @throws IllegalArgumentException for a line with this prefix that is unknown, repeated, or not a whole number
     *     from 0 up; the message names the line
     */
    public static Optional<Measurement> parse(String headers) {
        Measurement found = NOTHING;
        int start = 0;
        while (start < headers.length()) {
            int lineFeed = headers.indexOf('\n', start);
            int end = lineFeed < 0 ? headers.length() : lineFeed;
            if (headers.regionMatches(true, start, PREFIX, 0, PREFIX.length())) {
                found = found.withLine(headers.substring(start, end).strip());
            }
            start = end + 1;
        }
        return found.equals(NOTHING) ? Optional.empty() : Optional.of(found);
    }

    private Measurement withLine(String line) {
        int colon = line.indexOf(':');
        String name = (colon < 0 ? line : line.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        long value = number(line, colon < 0 ? "" : line.substring(colon + 1).strip());
        return switch (name) {
            case SERVICE ->
                new Measurement(
                        once(line, serviceNanos, value), acquireNanos, lagNanos, rows, written, bytes, retries, late);
            case ACQUIRE ->
                new Measurement(
                        serviceNanos, once(line, acquireNanos, value), lagNanos, rows, written, bytes, retries, late);
            case LAG ->
                new Measurement(
                        serviceNanos, acquireNanos, once(line, lagNanos, value), rows, written, bytes, retries, late);
            case ROWS ->
                new Measurement(
                        serviceNanos, acquireNanos, lagNanos, once(line, rows, value), written, bytes, retries, late);
            case WRITTEN ->
                new Measurement(
                        serviceNanos, acquireNanos, lagNanos, rows, once(line, written, value), bytes, retries, late);
            case BYTES ->
                new Measurement(
                        serviceNanos, acquireNanos, lagNanos, rows, written, once(line, bytes, value), retries, late);
            case RETRIES ->
                new Measurement(
                        serviceNanos, acquireNanos, lagNanos, rows, written, bytes, once(line, retries, value), late);
            case LATE ->
                new Measurement(serviceNanos, acquireNanos, lagNanos, rows, written, bytes, retries, value > 0);
            default -> throw new IllegalArgumentException("not a header of a measurement: '" + line + "'");
        };
    }

    private static long once(String line, long before, long value) {
        if (before != NOT_MEASURED) {
            throw new IllegalArgumentException("header given twice: '" + line + "'");
        }
        return value;
    }

    private static long number(String line, String digits) {
        boolean whole = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            if (whole) {
                return Long.parseLong(digits);
            }
        } catch (NumberFormatException tooLarge) {
            throw new IllegalArgumentException("number out of range in header '" + line + "'", tooLarge);
        }
        throw new IllegalArgumentException("whole number from 0 up expected in header '" + line + "'");
    }
}
