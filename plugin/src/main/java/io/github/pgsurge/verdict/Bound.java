package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Estimate;
import io.github.pgsurge.verdict.Comparison.Extent;

/**
 * One bound of a rule.
 *
 * @param comparison how a figure is held against it
 * @param value in the unit of the metric's dimension
 */
record Bound(Comparison comparison, double value) {
    boolean holds(double figure) {
        return comparison.holds(figure, value);
    }

    Extent extent(Estimate figure) {
        return comparison.extent(figure, value);
    }

    /** Whether a figure can be on the right side of both. */
    boolean overlaps(Bound fail) {
        if (comparison == Comparison.EQUAL) {
            return fail.holds(value);
        }
        return comparison.isUpper() == fail.comparison.isUpper()
                || (comparison.isUpper() ? fail.value < value : fail.value > value)
                || (holds(fail.value) && fail.holds(fail.value));
    }
}
