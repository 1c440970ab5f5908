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
 * <p>Made by a {@link Builder}, which takes the figures by their names. Immutable and thread safe.
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

    private static final Measurement NOTHING = new Builder().build();

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

    private static void check(String figure, long value) {
        if (value < NOT_MEASURED) {
            throw new IllegalArgumentException(figure + " is " + value + ": at least 0 is allowed");
        }
    }

    /** One of which nothing is measured yet, to be told its figures by their names. */
    public static Builder builder() {
        return new Builder();
    }

    /** A sample of which only the service time is known, in nanoseconds. */
    public static Measurement ofService(long nanos) {
        return new Builder().service(nanos).build();
    }

    /** The same as the first sample of an arrival that began so much later than it was due. */
    public Measurement delayed(long byNanos, boolean wasLate) {
        return new Builder(this).lag(byNanos, wasLate).build();
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
        Builder found = null;
        int start = 0;
        while (start < headers.length()) {
            int lineFeed = headers.indexOf('\n', start);
            int end = lineFeed < 0 ? headers.length() : lineFeed;
            if (headers.regionMatches(true, start, PREFIX, 0, PREFIX.length())) {
                found = found == null ? new Builder() : found;
                found.read(headers.substring(start, end).strip());
            }
            start = end + 1;
        }
        return Optional.ofNullable(found).map(Builder::build).filter(parsed -> !parsed.equals(NOTHING));
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

    /** Takes the figures of one measurement by their names; what it is not told was not measured. For one thread. */
    public static final class Builder {
        private long serviceNanos = NOT_MEASURED;
        private long acquireNanos = NOT_MEASURED;
        private long lagNanos = NOT_MEASURED;
        private long rows = NOT_MEASURED;
        private long written = NOT_MEASURED;
        private long bytes = NOT_MEASURED;
        private long retries = NOT_MEASURED;
        private boolean late;

        private Builder() {}

        private Builder(Measurement known) {
            serviceNanos = known.serviceNanos;
            acquireNanos = known.acquireNanos;
            lagNanos = known.lagNanos;
            rows = known.rows;
            written = known.written;
            bytes = known.bytes;
            retries = known.retries;
            late = known.late;
        }

        /** Time the server took, in nanoseconds. */
        public Builder service(long nanos) {
            serviceNanos = nanos;
            return this;
        }

        /** Time spent waiting for a pooled connection, in nanoseconds. */
        public Builder acquire(long nanos) {
            acquireNanos = nanos;
            return this;
        }

        /** How much later than due its arrival began, in nanoseconds, and whether no virtual user was free then. */
        public Builder lag(long nanos, boolean wasLate) {
            lagNanos = nanos;
            late = wasLate;
            return this;
        }

        /** Rows written or read. */
        public Builder rows(long count) {
            rows = count;
            return this;
        }

        /** Rows among them that were written and acknowledged. */
        public Builder written(long count) {
            written = count;
            return this;
        }

        /** Bytes of payload sent or received. */
        public Builder bytes(long count) {
            bytes = count;
            return this;
        }

        /** Attempts after the first. */
        public Builder retries(long count) {
            retries = count;
            return this;
        }

        /**
         * The measurement.
         *
         * @throws IllegalArgumentException for a figure below 0 that is not {@link #NOT_MEASURED}
         */
        public Measurement build() {
            return new Measurement(serviceNanos, acquireNanos, lagNanos, rows, written, bytes, retries, late);
        }

        /** Reads a line of the text form. */
        private void read(String line) {
            int colon = line.indexOf(':');
            String name = (colon < 0 ? line : line.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
            long value = number(line, colon < 0 ? "" : line.substring(colon + 1).strip());
            switch (name) {
                case SERVICE -> serviceNanos = once(line, serviceNanos, value);
                case ACQUIRE -> acquireNanos = once(line, acquireNanos, value);
                case LAG -> lagNanos = once(line, lagNanos, value);
                case ROWS -> rows = once(line, rows, value);
                case WRITTEN -> written = once(line, written, value);
                case BYTES -> bytes = once(line, bytes, value);
                case RETRIES -> retries = once(line, retries, value);
                case LATE -> late = value > 0;
                default -> throw new IllegalArgumentException("not a header of a measurement: '" + line + "'");
            }
        }

        private static long once(String line, long before, long value) {
            if (before != NOT_MEASURED) {
                throw new IllegalArgumentException("header given twice: '" + line + "'");
            }
            return value;
        }
    }
}
