package io.github.pgsurge.evidence;

/** Which way a figure improves. */
public enum Better {
    /** More is better, as with rows a second. */
    HIGHER,
    /** Less is better, as with waits. */
    LOWER,
    /** It says how the run was, not how good. */
    NEITHER
}
