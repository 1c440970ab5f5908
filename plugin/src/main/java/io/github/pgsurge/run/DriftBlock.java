package io.github.pgsurge.run;

import io.github.pgsurge.evidence.Block;
import io.github.pgsurge.evidence.Combined;
import io.github.pgsurge.evidence.Declared;
import io.github.pgsurge.evidence.Dimension;
import io.github.pgsurge.evidence.Figure;
import io.github.pgsurge.metrics.DriftFigure;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The figures of drift: one for each {@link DriftFigure}, with its interval. Stateless. */
public final class DriftBlock implements Declared {
    private static final Block BLOCK = new Block("drift");
    private static final Map<DriftFigure, Figure> TRENDS = trends();

    static final Figure STEADY_S =
            BLOCK.seconds("steady_s").help("How long the load was steady: what drift is told from.");

    private static Map<DriftFigure, Figure> trends() {
        Map<DriftFigure, Figure> trends = new EnumMap<>(DriftFigure.class);
        for (DriftFigure figure : DriftFigure.values()) {
            trends.put(
                    figure,
                    BLOCK.figure(figure.key(), Dimension.FRACTION_PER_HOUR)
                            .lowerIsBetter()
                            .combined(Combined.ESTIMATE)
                            .help(figure.help()));
        }
        return trends;
    }

    static Figure of(DriftFigure figure) {
        return TRENDS.get(figure);
    }

    @Override
    public List<Block> blocks() {
        return List.of(BLOCK);
    }
}
