package io.github.pgsurge.compare;

import io.github.pgsurge.evidence.NumberFormats;
import io.github.pgsurge.metrics.Quantile;
import io.github.pgsurge.report.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * Two runs beside each other: what changed, without a judgement, as one run each proves nothing about a difference.
 * Stateless.
 */
public final class SideBySide {
    /** A row: how it is read from a run, and how it is shown. */
    private record Row(String name, Function<Side, OptionalDouble> value, DoubleFunction<String> show) {}

    private static final List<Row> ROWS = List.of(
            new Row("p95, ms", side -> quantile(side, Quantile.P95), SideBySide::millis),
            new Row("p99, ms", side -> quantile(side, Quantile.P99), SideBySide::millis),
            new Row("throughput, requests/s", side -> OptionalDouble.of(side.ratePerS()), NumberFormats::rate),
            new Row("errors, %", side -> OptionalDouble.of(side.errorRate()), NumberFormats::percent),
            new Row("backend connections", SideBySide::backends, value -> NumberFormats.count(Math.round(value))),
            new Row("connection latency p50, ms", SideBySide::connect, SideBySide::millis));

    private SideBySide() {}

    /** The table, a line each. */
    public static List<String> lines(Side before, Side after) {
        TextTable table = new TextTable();
        table.add(List.of("", before.name(), after.name(), "change"));
        for (Row row : ROWS) {
            OptionalDouble from = row.value().apply(before);
            OptionalDouble to = row.value().apply(after);
            table.add(List.of(row.name(), shown(row, from), shown(row, to), change(from, to)));
        }
        return table.headed();
    }

    private static String shown(Row row, OptionalDouble value) {
        return value.isPresent() ? row.show().apply(value.getAsDouble()) : TextTable.ABSENT;
    }

    private static String change(OptionalDouble from, OptionalDouble to) {
        if (from.isEmpty() || to.isEmpty() || from.getAsDouble() == 0) {
            return TextTable.ABSENT;
        }
        return String.format(Locale.ROOT, "%+.0f %%", (to.getAsDouble() / from.getAsDouble() - 1) * 100);
    }

    private static OptionalDouble quantile(Side side, Quantile quantile) {
        return asDouble(side.requests().quantile(quantile.q()));
    }

    private static OptionalDouble connect(Side side) {
        return asDouble(side.connects().quantile(Quantile.P50.q()));
    }

    private static OptionalDouble backends(Side side) {
        return asDouble(side.backends());
    }

    private static OptionalDouble asDouble(OptionalLong value) {
        return value.isPresent() ? OptionalDouble.of((double) value.getAsLong()) : OptionalDouble.empty();
    }

    private static String millis(double nanos) {
        return NumberFormats.millis(Math.round(nanos));
    }
}
