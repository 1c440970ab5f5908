package io.github.pgsurge.workload;

import java.sql.Connection;
import java.sql.SQLException;

/** One kind of work on a connection, done again and again. Owned by one thread. */
public interface Operation {
    /** Makes what the next {@link #execute} needs, outside every clock and before a connection is taken. */
    default void prepare() {}

    /**
     * Does the work once. May be called again after it failed, and then does the same work.
     *
     * @throws SQLException when nothing was acknowledged
     */
    Outcome execute(Connection connection) throws SQLException;

    /** Ends the execution that is running on a connection of its own, if one is. Any thread; returns at once. */
    default void cancel() {}

    /** Whether the rows of its outcomes are rows that it wrote. */
    default boolean writes() {
        return false;
    }

    /** Whether there is nothing left to do, so that its thread can end. */
    default boolean isExhausted() {
        return false;
    }

    /** Gives back what it keeps between executions; it may be executed again. */
    default void close() {}

    /** What it does, in one line for people. */
    String describe();

    /**
     * What an execution came to, beside the time that whoever executes it takes.
     *
     * @param rows rows acknowledged or read, as the server counted them where the protocol says it; as all figures {@link
     *     io.github.pgsurge.metrics.Measurement#NOT_MEASURED} where it is not about any
     * @param bytes bytes of values really sent or read: the COPY stream, the arrays, or the parameters in UTF-8; without
     *     the frames of the protocol and the text of the statement
     * @param untimedNanos part of the execution that the client spent on itself, to be left out of the service time
     * @param failure code of what is wrong though no exception said so; empty when nothing is
     */
    record Outcome(long rows, long bytes, long untimedNanos, String failure) {
        /** One without anything wrong, all of it service time. */
        public static Outcome of(long rows, long bytes) {
            return new Outcome(rows, bytes, 0, "");
        }
    }
}
