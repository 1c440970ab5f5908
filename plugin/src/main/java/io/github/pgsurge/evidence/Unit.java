package io.github.pgsurge.evidence;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * What the numbers of a rule count.
 *
 * @param text as it is written after a number; empty for a bare number
 * @param factor what one of it is in the unit that the metric is measured in
 */
public record Unit(String text, double factor) {
    private static final MathContext SHOWN = new MathContext(4);
    private static final double WHOLE_FROM = 1_000;

    /** A measured value in this unit. */
    public double of(double measured) {
        return measured / factor;
    }

    /** What a number of it is as a measured value: the nearest there is, as a quotient of two counts is. */
    public double measured(BigDecimal number) {
        return number.multiply(BigDecimal.valueOf(factor)).doubleValue();
    }

    /** A measured value as people read it: {@code 87.31 ms}. */
    public String show(double measured) {
        return number(of(measured)) + suffix();
    }

    /** An interval as people read it: {@code 2.1 to 9.8 % per hour}. */
    public String show(double low, double high) {
        return number(of(low)) + " to " + number(of(high)) + suffix();
    }

    private String suffix() {
        return text.isEmpty() || text.startsWith("/") ? text : " " + text;
    }

    static String number(double value) {
        if (Math.abs(value) >= WHOLE_FROM) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(SHOWN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
