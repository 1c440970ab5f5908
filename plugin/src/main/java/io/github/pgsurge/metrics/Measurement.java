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
 * @param rows rows written or read
 * @param bytes bytes of payload sent or received
 * @param retries attempts after the first
 */
public record Measurement(long serviceNanos, long acquireNanos, long rows, long bytes, long retries) {
    /** Stands for a figure that was not measured; it is never counted as 0. */
    public static final long NOT_MEASURED = -1;

    private static final String PREFIX = "pgsurge-";
    private static final String SERVICE = PREFIX + "service-ns";
    private static final String ACQUIRE = PREFIX + "acquire-ns";
    private static final String ROWS = PREFIX + "rows";
    private static final String BYTES = PREFIX + "bytes";
    private static final String RETRIES = PREFIX + "retries";

    private static final Measurement NOTHING =
            new Measurement(NOT_MEASURED, NOT_MEASURED, NOT_MEASURED, NOT_MEASURED, NOT_MEASURED);

    /** Refuses a figure below 0 that is not {@link #NOT_MEASURED} with an IllegalArgumentException. */
    public Measurement {
        check("serviceNanos", serviceNanos);
        check("acquireNanos", acquireNanos);
        check("rows", rows);
        check("bytes", bytes);
        check("retries", retries);
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

    /**
     * Time from the moment the request was due to its answer, in nanoseconds: waiting for a connection plus service
     * time; {@link #NOT_MEASURED} when neither was measured.
     */
    public long responseNanos() {
        if (serviceNanos == NOT_MEASURED) {
            return acquireNanos;
        }
        if (acquireNanos == NOT_MEASURED) {
            return serviceNanos;
        }
        long sum = serviceNanos + acquireNanos;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** The text form: one line for each measured figure, each ended by a line feed; empty when nothing was measured. */
    public String toHeaders() {
        StringBuilder text = new StringBuilder(128);
        line(text, SERVICE, serviceNanos);
        line(text, ACQUIRE, acquireNanos);
        line(text, ROWS, rows);
        line(text, BYTES, bytes);
        line(text, RETRIES, retries);
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
            case SERVICE -> new Measurement(once(line, serviceNanos, value), acquireNanos, rows, bytes, retries);
            case ACQUIRE -> new Measurement(serviceNanos, once(line, acquireNanos, value), rows, bytes, retries);
            case ROWS -> new Measurement(serviceNanos, acquireNanos, once(line, rows, value), bytes, retries);
            case BYTES -> new Measurement(serviceNanos, acquireNanos, rows, once(line, bytes, value), retries);
            case RETRIES -> new Measurement(serviceNanos, acquireNanos, rows, bytes, once(line, retries, value));
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
