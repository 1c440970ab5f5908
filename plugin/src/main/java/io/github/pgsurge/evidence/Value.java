package io.github.pgsurge.evidence;

import java.util.List;
import java.util.Optional;

/**
 * What was found out under one name: a number, a flag, a text, or a list or {@link Fields} of these; never a secret.
 *
 * <p>Immutable and thread safe.
 */
public sealed interface Value
        permits Value.Whole, Value.Decimal, Value.Flag, Value.Text, Value.Items, Value.Interval, Fields {
    /** A whole number. */
    record Whole(long number) implements Value {}

    /** A number with decimals, in the unit that its name ends with. */
    record Decimal(double number) implements Value {}

    /** Whether something is so. As a figure it is 0 or 1. */
    record Flag(boolean set) implements Value {}

    /** A word or a line. */
    record Text(String text) implements Value {}

    /** Several, in their order. */
    record Items(List<Value> items) implements Value {
        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }

        /** Lines of text. */
        public static Items of(List<String> lines) {
            return new Items(lines.stream().<Value>map(Text::new).toList());
        }
    }

    /**
     * A figure that is an estimate, with its 95 % confidence interval.
     *
     * @param change an hour
     * @param beside what else is known of it
     */
    record Interval(Estimate change, Fields beside) implements Value {}

    /**
     * What rules and comparisons take of it: the number, 0 or 1 of a flag, the sum of parts that are all numbers. Empty of
     * anything else, and of a number that is not finite.
     */
    default Optional<Estimate> estimate() {
        if (this instanceof Interval interval) {
            return Optional.of(interval.change());
        }
        if (this instanceof Whole whole) {
            return Optional.of(Estimate.exact((double) whole.number()));
        }
        if (this instanceof Decimal decimal) {
            return Double.isFinite(decimal.number()) ? Optional.of(Estimate.exact(decimal.number())) : Optional.empty();
        }
        if (this instanceof Flag flag) {
            return Optional.of(Estimate.exact(flag.set() ? 1 : 0));
        }
        return this instanceof Fields parts ? parts.sum().map(Estimate::exact) : Optional.empty();
    }
}
