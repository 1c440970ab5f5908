package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Better;
import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Dimension;
import io.github.pgsurge.evidence.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What rules can be about, as Markdown, made from the declarations. Stateless. */
public final class RuleReference {
    private RuleReference() {}

    /** The table of metrics: those of samples, then those of each block of run.json. */
    public static String metrics(Catalogue catalogue) {
        StringBuilder text = new StringBuilder("| metric | figures | unit |\n| --- | --- | --- |\n");
        ofSamples(catalogue).forEach((figures, names) -> text.append("| `")
                .append(String.join("` `", names))
                .append("` | ")
                .append(figures)
                .append(" |\n"));
        ofBlocks(catalogue).forEach((block, byUnit) -> text.append("| `")
                .append(block)
                .append(".` | `")
                .append(String.join(
                        "`; `",
                        byUnit.values().stream()
                                .map(names -> String.join(" ", names))
                                .toList()))
                .append("` | ")
                .append(String.join("; ", byUnit.keySet()))
                .append(" |\n"));
        return text.toString();
    }

    /** Names of metrics by what stands in the other two columns. */
    private static Map<String, List<String>> ofSamples(Catalogue catalogue) {
        MetricRegistry metrics = new MetricRegistry(catalogue);
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String name : metrics.names()) {
            if (!name.contains(".")) {
                Map<String, List<String>> byUnit = new LinkedHashMap<>();
                metrics.named(name).orElseThrow().statistics().forEach((statistic, figure) -> byUnit.computeIfAbsent(
                                units(figure.dimension()), absent -> new ArrayList<>())
                        .add(statistic + (figure.named() ? " <name>" : "")));
                String statistics = String.join(
                        "`; `",
                        byUnit.values().stream()
                                .map(words -> String.join(" ", words))
                                .toList());
                String cells = (statistics.isEmpty() ? "" : "`" + statistics + "`") + " | "
                        + String.join("; ", byUnit.keySet());
                rows.computeIfAbsent(cells, absent -> new ArrayList<>()).add(name);
            }
        }
        return rows;
    }

    /** Names of figures by unit, by block. */
    private static Map<String, Map<String, List<String>>> ofBlocks(Catalogue catalogue) {
        Map<String, Map<String, List<String>>> rows = new LinkedHashMap<>();
        for (Figure figure : catalogue.figures()) {
            rows.computeIfAbsent(figure.block(), absent -> new LinkedHashMap<>())
                    .computeIfAbsent(units(figure.dimension()), absent -> new ArrayList<>())
                    .add(figure.name());
        }
        return rows;
    }

    private static String units(Dimension dimension) {
        return switch (dimension) {
            case COUNT -> "number";
            case RATE -> "number or `/s`";
            default -> "`" + dimension.allowed().replace(",", "") + "`";
        };
    }

    /** Every figure of the blocks, a row each: what it is, which way it improves, and what becomes of it over several agents. */
    public static String figures(Catalogue catalogue) {
        StringBuilder text = new StringBuilder("| figure | better | of several | is |\n| --- | --- | --- | --- |\n");
        for (Figure figure : catalogue.figures()) {
            text.append("| `")
                    .append(figure.key())
                    .append("` | ")
                    .append(figure.better() == Better.NEITHER ? "" : word(figure.better()))
                    .append(" | ")
                    .append(word(figure.combined()))
                    .append(" | ")
                    .append(figure.help().replace("|", "\\|"))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
