package io.github.pgsurge.cli.bench;

import java.util.List;

/**
 * The middle and the ends of a few values. Immutable.
 *
 * @param values in the order they were measured, one or more
 */
record Spread(List<Double> values) {
    Spread {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a spread of no values");
        }
    }

    /** The value in the middle, or the mean of the two there. */
    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
