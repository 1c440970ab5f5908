package io.github.pgsurge.report;

import java.time.Instant;
import java.util.Optional;

/**
 * Which run it is.
 *
 * <p>Immutable and thread safe.
 *
 * @param runId the id that also marks the rows it wrote
 * @param plan the plan's name
 * @param planSha256 lower-case hex digest of the plan's file; empty for a plan that was never saved
 * @param target {@code direct} or {@code pooled}; empty when a system of the user's own was loaded
 * @param startedAt when it began
 */
public record RunIdentity(
        String runId, String plan, Optional<String> planSha256, Optional<String> target, Instant startedAt) {

    /** Plan, side and run in a few words. */
    public String title() {
        return plan + target.map(side -> " on " + side).orElse("") + ", run " + runId;
    }
}
