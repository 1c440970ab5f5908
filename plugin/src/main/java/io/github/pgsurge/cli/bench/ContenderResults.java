package io.github.pgsurge.cli.bench;

import io.github.pgsurge.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The figures of a whole benchmark, beside each other. A ratio is that of two medians. Immutable.
 *
 * @param spec the benchmark that they are results of
 * @param all in the order of the table
 */
record ContenderResults(BenchmarkSpec spec, List<ContenderResult> all) {
    ContenderResults {
        all = List.copyOf(all);
    }

    /** How many times the rate of another; empty when that was not measured. */
    OptionalDouble ratio(ContenderResult result, String other) {
        return all.stream()
                .filter(base -> base.name().equals(other))
                .mapToDouble(base -> result.perS().median() / base.perS().median())
                .findFirst();
    }

    /** The table, line by line; a column of ratios to what was not measured is left out. */
    List<String> table() {
        List<BenchmarkSpec.Rival> measured = spec.rivals().stream()
                .filter(rival -> all.stream().anyMatch(result -> result.name().equals(rival.name())))
                .toList();
        TextTable table = new TextTable();
        List<String> header =
                new ArrayList<>(List.of("", spec.rate() + " median", "(min - max)", "client CPU us/" + spec.unit()));
        measured.forEach(rival -> header.add("x " + rival.shown()));
        table.add(header);
        for (ContenderResult result : all) {
            List<String> row = new ArrayList<>();
            row.add(result.name());
            row.add(whole(result.perS().median()));
            row.add("(" + whole(result.perS().min()) + " - "
                    + whole(result.perS().max()) + ")");
            row.add(result.cpuMicros().map(cpu -> format("%.1f", cpu.median())).orElse(TextTable.ABSENT));
            for (BenchmarkSpec.Rival rival : measured) {
                row.add(format("%.2f", ratio(result, rival.name()).orElseThrow()));
            }
            table.add(row);
        }
        return table.plain();
    }

    private static String whole(double value) {
        return format("%,.0f", value);
    }

    private static String format(String pattern, Object value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
