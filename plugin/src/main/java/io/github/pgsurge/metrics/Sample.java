package io.github.pgsurge.metrics;

/**
 * One finished request as the recording sees it.
 *
 * <p>Immutable and thread safe.
 *
 * @param label the sampler's name in results
 * @param success false counts the sample as an error under its code
 * @param code the SQLSTATE or status; null and blank are recorded as {@code (no code)} when the sample failed
 * @param message what the server said; kept, shortened, for the first failure of each code; null is empty
 * @param startEpochMillis when it began, in milliseconds since 1970-01-01T00:00Z
 * @param measurement its figures
 */
public record Sample(
        String label, boolean success, String code, String message, long startEpochMillis, Measurement measurement) {

    /** Turns a null code or message into an empty one. */
    public Sample {
        code = code == null ? "" : code;
        message = message == null ? "" : message;
    }
}
