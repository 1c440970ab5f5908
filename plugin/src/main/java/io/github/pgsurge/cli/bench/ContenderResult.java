package io.github.pgsurge.cli.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All figures of one contender. Immutable.
 *
 * @param name the contender's
 * @param perS of each round
 * @param cpuMicros of each round; empty when there was no client to speak of
 */
record ContenderResult(String name, Spread perS, Optional<Spread> cpuMicros) {
    /** @param figures one a round */
    static ContenderResult of(String name, List<RoundFigure> figures) {
        List<Double> cpu = figures.stream()
                .map(RoundFigure::cpuMicros)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
        return new ContenderResult(
                name,
                new Spread(figures.stream().map(RoundFigure::perS).toList()),
                cpu.isEmpty() ? Optional.empty() : Optional.of(new Spread(cpu)));
    }
}
