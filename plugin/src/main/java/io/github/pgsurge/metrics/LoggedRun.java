package io.github.pgsurge.metrics;

import java.time.Instant;

/**
 * What {@code intervals.hlog} knows of a run, whether or not that came to its end.
 *
 * <p>Immutable and thread safe.
 *
 * @param title which run it is; empty in a log that does not say
 * @param startedAt when the run began
 * @param recorded the sum of its intervals. Of the counts it has samples and failures only, and none of the codes; of the times
 *     all but those of waiting for a connection
 */
public record LoggedRun(String title, Instant startedAt, Snapshot recorded) {}
