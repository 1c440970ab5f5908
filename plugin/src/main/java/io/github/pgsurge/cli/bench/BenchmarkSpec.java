package io.github.pgsurge.cli.bench;

import java.util.List;

/**
 * What the contenders of a benchmark do, and whom they are compared with: the words of its table and its JSON. Immutable.
 *
 * @param schema of the JSON
 * @param unit what is counted, in the singular: {@code row}
 * @param rivals in the order of the columns
 */
record BenchmarkSpec(String schema, String unit, List<Rival> rivals) {
    BenchmarkSpec {
        rivals = List.copyOf(rivals);
    }

    /**
     * A contender that every other is compared with.
     *
     * @param name the contender's
     * @param shown in the head of its column
     * @param key of the ratio in the JSON, after {@code ratio_to_}
     */
    record Rival(String name, String shown, String key) {}

    /** The unit of a rate, such as {@code rows/s}. */
    String rate() {
        return unit + "s/s";
    }
}
