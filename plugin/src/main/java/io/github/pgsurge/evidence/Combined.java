package io.github.pgsurge.evidence;

/** What becomes of a figure that several agents, or several processes, have measured each. */
public enum Combined {
    /** All together, as counts are. */
    SUM,
    /** The highest, as the worst of all. */
    MAX,
    /** The lowest. */
    MIN,
    /** The mean, weighted by the time or the number that each is of. */
    WEIGHTED,
    /** Computed again from the merged data. */
    ESTIMATE,
    /** It is measured once a run, on the controller. */
    ONCE
}
