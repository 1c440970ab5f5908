package io.github.pgsurge.graphql;

/**
 * How much of an answer is kept for people to read.
 *
 * @param failureBytes of a failed answer, 0 or more
 * @param everything all of every answer, up to {@link EndpointSettings#maxResponseBytes()}: for a GUI's listener
 */
public record BodyCapture(int failureBytes, boolean everything) {
    /** Nothing at all. */
    public static final BodyCapture NOTHING = new BodyCapture(0, false);

    /** Checks the range. */
    public BodyCapture {
        if (failureBytes < 0) {
            throw new IllegalArgumentException("failureBytes " + failureBytes);
        }
    }
}
