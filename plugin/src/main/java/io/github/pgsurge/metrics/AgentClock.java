package io.github.pgsurge.metrics;

/**
 * The clock of another machine, as the samples show it that come from there. It may be ahead of this machine's or behind; the
 * sample that took the least time to get here tells by how much, so that batches of samples do no harm. Thread safe.
 */
final class AgentClock {
    private long first = Long.MAX_VALUE;
    private long offset = Long.MAX_VALUE;

    /**
     * Sees a sample.
     *
     * @param start when it began, in milliseconds of that clock
     * @param end when it ended, likewise
     * @param here when it came, in milliseconds of this machine's
     * @return when the first of all began in milliseconds of this machine's clock, as far as is known by now: never later
     *     than what a call before said
     */
    synchronized long see(long start, long end, long here) {
        first = Math.min(first, start);
        offset = Math.min(offset, here - end);
        return first + offset;
    }

    /** How long after the first one a sample began, in milliseconds. */
    synchronized long sinceFirst(long start) {
        return start - first;
    }
}
