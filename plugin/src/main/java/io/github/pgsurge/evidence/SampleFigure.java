package io.github.pgsurge.evidence;

import io.github.pgsurge.metrics.LabelCounts;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * A figure of samples, of one label or of all together: what run.json has for each label besides times and error codes, what
 * rules on labels are about, and the columns of the summary. A new one is a constant.
 *
 * <p>Immutable and thread safe.
 */
public enum SampleFigure {
    COUNT(
            Dimension.COUNT,
            Better.NEITHER,
            "count",
            "finished samples",
            whole(counts -> OptionalLong.of(counts.count()))),
    ERRORS(Dimension.COUNT, Better.LOWER, "", "failed samples", whole(counts -> OptionalLong.of(counts.errors()))),
    ERROR_RATE(Dimension.SHARE, Better.LOWER, "err %", "failed samples by all", SampleFigure::errorRate),
    RATE_PER_S(
            Dimension.RATE,
            Better.HIGHER,
            "ops/s",
            "samples a second of measured time",
            perSecond(1, counts -> OptionalLong.of(counts.count()))),
    ROWS(Dimension.COUNT, Better.NEITHER, "", "rows written or read", whole(counts -> counts.rows()
            .value())),
    ROWS_PER_S(
            Dimension.RATE,
            Better.HIGHER,
            "rows/s",
            "rows a second of measured time",
            perSecond(1, counts -> counts.rows().value())),
    BYTES(Dimension.COUNT, Better.NEITHER, "", "bytes of payload sent or received", whole(counts -> counts.bytes()
            .value())),
    MB_PER_S(
            Dimension.RATE,
            Better.HIGHER,
            "MB/s",
            "megabytes (1,000,000 bytes) a second of measured time",
            perSecond(1e6, counts -> counts.bytes().value())),
    RETRIES(Dimension.COUNT, Better.LOWER, "retries", "attempts after the first", whole(counts -> counts.retries()
            .value()));

    private interface Sum {
        OptionalLong of(LabelCounts counts);
    }

    private final Dimension dimension;
    private final Better better;
    private final String column;
    private final String help;
    private final BiFunction<LabelCounts, Duration, Optional<Value>> figure;

    SampleFigure(
            Dimension dimension,
            Better better,
            String column,
            String help,
            BiFunction<LabelCounts, Duration, Optional<Value>> figure) {
        this.dimension = dimension;
        this.better = better;
        this.column = column;
        this.help = help;
        this.figure = figure;
    }

    private static BiFunction<LabelCounts, Duration, Optional<Value>> whole(Sum sum) {
        return (counts, measured) -> {
            OptionalLong amount = sum.of(counts);
            return amount.isEmpty() ? Optional.empty() : Optional.of(new Value.Whole(amount.getAsLong()));
        };
    }

    private static BiFunction<LabelCounts, Duration, Optional<Value>> perSecond(double unit, Sum sum) {
        return (counts, measured) -> {
            OptionalLong amount = sum.of(counts);
            return amount.isEmpty() || measured.isZero()
                    ? Optional.empty()
                    : Optional.of(new Value.Decimal(amount.getAsLong() / unit / (measured.toNanos() / 1e9)));
        };
    }

    private static Optional<Value> errorRate(LabelCounts counts, Duration measured) {
        return counts.count() == 0
                ? Optional.empty()
                : Optional.of(new Value.Decimal((double) counts.errors() / counts.count()));
    }

    /** The figure of samples over the time they were measured in; empty when none of them measured it. */
    public Optional<Value> of(LabelCounts counts, Duration measured) {
        return figure.apply(counts, measured);
    }

    /** Its name in run.json and in rules. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its values are. */
    public Dimension dimension() {
        return dimension;
    }

    /** Which way it improves. */
    public Better better() {
        return better;
    }

    /** Whether it grows with the time that it is measured in. */
    public boolean grows() {
        return dimension == Dimension.COUNT;
    }

    /** The heading of its column in the summary; empty when it has none. */
    public String column() {
        return column;
    }

    /** What it is, in a few words. */
    public String help() {
        return help;
    }

    /** Its value among those of a label. */
    public OptionalDouble in(Fields figures) {
        return figures.get(key())
                .flatMap(Value::estimate)
                .map(estimate -> OptionalDouble.of(estimate.value()))
                .orElse(OptionalDouble.empty());
    }
}
