package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Unit;
import java.util.OptionalDouble;

/**
 * One rule and what became of it.
 *
 * <p>Immutable and thread safe.
 *
 * @param rule its text
 * @param actual the value it was held against, in {@code unit}; empty when there was none
 * @param unit the unit of the rule's first bound; empty for a bare number
 * @param result what the rule says: pass, warn, fail or inconclusive
 * @param reason what the value does not say by itself; empty when there is nothing more to say
 */
public record ThresholdResult(String rule, OptionalDouble actual, String unit, Verdict result, String reason) {
    static final String NO_SAMPLES = "no samples";

    /** The same rule and value, failed, for another reason. */
    public ThresholdResult failed(String why) {
        return new ThresholdResult(rule, actual, unit, Verdict.FAIL, why);
    }

    /** The value with its unit as people read it; empty when there was none. */
    public String shown() {
        return actual.isEmpty() ? "" : new Unit(unit, 1).show(actual.getAsDouble());
    }

    /** What was found, in words. */
    public String finding() {
        String found = actual.isEmpty() ? "" : "was " + shown();
        return found.isEmpty() || reason.isEmpty() ? found + reason : found + ", " + reason;
    }
}
