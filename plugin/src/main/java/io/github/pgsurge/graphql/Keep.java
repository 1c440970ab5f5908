package io.github.pgsurge.graphql;

/**
 * How much of an answer is kept for people to read.
 *
 * @param failureBytes of a failed answer, 0 or more
 * @param everything all of every answer, up to {@link EndpointSettings#maxResponseBytes()}: for a GUI's listener
 */
public record Keep(int failureBytes, boolean everything) {
    /** Nothing at all. */
    public static final Keep NOTHING = new Keep(0, false);

    /** Checks the range. */
    public Keep {
        if (failureBytes < 0) {
            throw new IllegalArgumentException("failureBytes " + failureBytes);
        }
    }
}
