package io.github.pgsurge.verdict;

import java.util.Map;

/** Something that rules can be about. Implementations are immutable; {@link MetricRegistry} lists them. */
interface Metric {
    /** The first word of its rules. */
    String name();

    /** Whether it is taken of samples, and so may be of one label. */
    default boolean ofSamples() {
        return true;
    }

    /** Its figures by the word after its name, in the order they are shown; one under the empty word needs none. */
    Map<String, Statistic> statistics();
}
