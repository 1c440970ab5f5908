package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Dimension;
import io.github.pgsurge.evidence.Estimate;
import java.util.Map;

/**
 * A figure of the run that is no figure of its samples.
 *
 * @param name as in run.json: the block, a dot, the field
 * @param statistics the ways to ask for it
 */
record RunFigure(String name, Map<String, Statistic> statistics) implements Metric {
    /** One that is asked for by its name alone. */
    static RunFigure of(String block, String field, Dimension dimension) {
        // put together here: what begins with the name of a shaded package would be rewritten in the plugin's jar
        String name = block + "." + field;
        return new RunFigure(name, Map.of("", statistic(name, dimension)));
    }

    /** One that stands in no block. */
    static RunFigure of(String name, Dimension dimension) {
        return new RunFigure(name, Map.of("", statistic(name, dimension)));
    }

    /** Takes the figure of that name. */
    static Statistic statistic(String name, Dimension dimension) {
        return Statistic.of(dimension, Statistic.Span.RUN, (evidence, labels, none) -> {
            Estimate figure = evidence.figures().get(name);
            return figure == null
                    ? MetricValue.unknown(name + " was not measured in this run")
                    : new MetricValue.Value(figure);
        });
    }

    @Override
    public boolean ofSamples() {
        return false;
    }
}
