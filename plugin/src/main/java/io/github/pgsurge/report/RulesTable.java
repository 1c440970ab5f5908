package io.github.pgsurge.report;

import io.github.pgsurge.evidence.NumberFormats;
import io.github.pgsurge.verdict.ThresholdResult;
import io.github.pgsurge.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The rules of a run on a terminal: what became of each, and why. Stateless and thread safe. */
public final class RulesTable {
    private static final int WIDTH = 118;
    private static final int LONGEST_RULE = 60;
    private static final String GAP = "  ";
    private static final String RESET = "\u001b[0m";

    private RulesTable() {}

    /**
     * The text, a line for each rule, ended by a line break.
     *
     * @param colored whether results are green, yellow and red
     */
    public static String format(List<ThresholdResult> results, boolean colored) {
        int words = widest(results, result -> result.result().toString(), WIDTH);
        int rules = widest(results, ThresholdResult::rule, LONGEST_RULE);
        int values = widest(results, ThresholdResult::shown, WIDTH);
        List<String> lines = new ArrayList<>();
        for (ThresholdResult result : results) {
            String word = TextTable.pad(result.result().toString(), words, false);
            String rest = GAP
                    + TextTable.pad(NumberFormats.fit(result.rule(), rules), rules, false)
                    + GAP
                    + TextTable.pad(result.shown(), values, true)
                    + GAP
                    + result.reason();
            lines.add(color(result.result(), word, colored)
                    + NumberFormats.fit(rest, WIDTH - words).stripTrailing());
        }
        return String.join("\n", lines) + "\n";
    }

    private static int widest(List<ThresholdResult> results, Function<ThresholdResult, String> column, int limit) {
        return Math.min(
                limit,
                results.stream()
                        .mapToInt(result -> column.apply(result).length())
                        .max()
                        .orElse(0));
    }

    private static String color(Verdict verdict, String word, boolean colored) {
        if (!colored) {
            return word;
        }
        int code =
                switch (verdict) {
                    case PASS -> 32;
                    case WARN, INCONCLUSIVE -> 33;
                    case FAIL, REFUSED -> 31;
                };
        return "\u001b[" + code + "m" + word + RESET;
    }
}
