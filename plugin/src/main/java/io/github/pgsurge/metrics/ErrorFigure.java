package io.github.pgsurge.metrics;

import java.io.Serializable;

/**
 * How often one error code came, and the first message that came with it.
 *
 * <p>Immutable and thread safe.
 *
 * @param count failed samples with this code
 * @param firstEpochMillis when the sample with that message began, in milliseconds since 1970-01-01T00:00Z
 * @param message one line, shortened
 */
public record ErrorFigure(long count, long firstEpochMillis, String message) implements Serializable {
    /** Failed samples without a code are counted under it. */
    public static final String NO_CODE = "(no code)";

    /** Failed samples with a code are counted under it once there are more codes than are told apart. */
    public static final String OTHER_CODES = "(other codes)";

    /** Both counts, and the message of the earlier one. Associative and commutative. */
    public ErrorFigure plus(ErrorFigure other) {
        boolean mine = firstEpochMillis != other.firstEpochMillis
                ? firstEpochMillis < other.firstEpochMillis
                : message.compareTo(other.message) <= 0;
        ErrorFigure first = mine ? this : other;
        return new ErrorFigure(count + other.count, first.firstEpochMillis, first.message);
    }
}
