package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Estimate;
import java.util.Arrays;
import java.util.Optional;

/** How a figure is held against a bound. Immutable and thread safe. */
enum Comparison {
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    EQUAL("==");

    /** For how much of an interval something holds. */
    enum Extent {
        ALL,
        SOME,
        NONE
    }

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    static Optional<Comparison> of(String sign) {
        return Arrays.stream(values())
                .filter(comparison -> comparison.sign.equals(sign))
                .findFirst();
    }

    /** Whether small values are those it holds for. */
    boolean isUpper() {
        return this == LESS || this == AT_MOST;
    }

    boolean holds(double value, double bound) {
        return switch (this) {
            case LESS -> value < bound;
            case AT_MOST -> value <= bound;
            case GREATER -> value > bound;
            case AT_LEAST -> value >= bound;
            case EQUAL -> value == bound;
        };
    }

    /** For how much of the interval of an estimate it holds. */
    Extent extent(Estimate estimate, double bound) {
        boolean low = holds(estimate.low(), bound);
        boolean high = holds(estimate.high(), bound);
        if (low && high) {
            return Extent.ALL;
        }
        boolean inside = this == EQUAL && estimate.low() <= bound && bound <= estimate.high();
        return low || high || inside ? Extent.SOME : Extent.NONE;
    }

    @Override
    public String toString() {
        return sign;
    }
}
