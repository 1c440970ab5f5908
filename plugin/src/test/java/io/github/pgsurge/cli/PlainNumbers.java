package io.github.pgsurge.cli;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.verdict.Rules;
import java.util.List;
import java.util.stream.Stream;

/** The figures of the blocks of run.json that are plain numbers: each can have a rule. */
final class PlainNumbers {
    private PlainNumbers() {}

    /** Their names as in rules: {@code block.field}. */
    static List<String> of(RunResult result) {
        return PlainValues.of(result.findings().without("environment")).entrySet().stream()
                .flatMap(block -> block.getValue().entrySet().stream()
                        .filter(field -> field.getValue() instanceof Number || field.getValue() instanceof Boolean)
                        .map(field -> block.getKey() + "." + field.getKey()))
                .toList();
    }

    /** Whether a rule on it parses, in some unit. */
    static boolean canBeRuledOn(String metric) {
        return Stream.of("", "%", "s", "/s").anyMatch(unit -> {
            try {
                return !Rules.parse(Catalogue.installed(), "test", metric + " < 1" + unit)
                        .isEmpty();
            } catch (Rejection anotherUnitOrNoMetric) {
                return false;
            }
        });
    }
}
