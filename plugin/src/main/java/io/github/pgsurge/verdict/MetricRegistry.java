package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Figure;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.metrics.TimeKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that a rule can be about: times of samples, their {@link SampleFigure}s, and every declared {@link Figure} of a run.
 * A new one of either kind is declared where it is measured; only what is read in another way is a class and a line here.
 *
 * <p>Immutable and thread safe.
 */
final class MetricRegistry {
    /** These are statistics of the metric {@code errors}. */
    private static final Set<SampleFigure> OF_ERRORS = EnumSet.of(SampleFigure.ERRORS, SampleFigure.ERROR_RATE);

    private final Map<String, Metric> byName = new LinkedHashMap<>();

    /** What those declarations allow. */
    MetricRegistry(Catalogue catalogue) {
        add(new TimesMetric("latency", TimeKind.SERVICE, TimeKind.RESPONSE));
        add(TimesMetric.of(TimeKind.SERVICE));
        add(TimesMetric.of(TimeKind.RESPONSE));
        add(TimesMetric.of(TimeKind.ACQUIRE));
        add(new ErrorsMetric());
        for (SampleFigure figure : SampleFigure.values()) {
            if (!OF_ERRORS.contains(figure)) {
                add(new SampleMetric(figure));
            }
        }
        add(new LateMetric());
        aliases(catalogue).forEach((name, statistics) -> add(new FigureMetric(name, statistics)));
        add(new WarmupMetric());
        catalogue.figures().forEach(figure -> add(FigureMetric.of(figure)));
    }

    private void add(Metric metric) {
        byName.put(metric.name(), metric);
    }

    private static Map<String, Map<String, Statistic>> aliases(Catalogue catalogue) {
        Map<String, Map<String, Statistic>> aliases = new LinkedHashMap<>();
        for (Figure figure : catalogue.figures()) {
            figure.alias().ifPresent(alias -> aliases.computeIfAbsent(alias.metric(), absent -> new TreeMap<>())
                    .put(alias.statistic(), FigureMetric.statistic(figure)));
        }
        return aliases;
    }

    Optional<Metric> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The names in the order of the registry. */
    List<String> names() {
        return Collections.unmodifiableList(new ArrayList<>(byName.keySet()));
    }
}
