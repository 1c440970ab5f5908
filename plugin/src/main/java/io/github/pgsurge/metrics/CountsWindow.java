package io.github.pgsurge.metrics;

import java.util.SortedMap;
import java.util.TreeMap;

/** Counts that come and go. For one thread at a time. */
final class CountsWindow {
    /** A sum, and how many of its parts were measured. */
    private static final class Sum {
        private long sum;
        private int parts;

        void add(MeasuredSum part, int sign) {
            if (part.measured()) {
                sum += sign * part.sum();
                parts += sign;
            }
        }

        MeasuredSum value() {
            return parts == 0 ? MeasuredSum.NONE : new MeasuredSum(true, sum);
        }
    }

    private final Sum rows = new Sum();
    private final Sum written = new Sum();
    private final Sum bytes = new Sum();
    private final Sum retries = new Sum();
    private final SortedMap<String, Long> codes = new TreeMap<>();
    private long count;
    private long errors;
    private long clamped;
    private long arrivals;
    private long late;

    void add(LabelCounts part) {
        change(part, 1);
    }

    /** Takes away what was added before. */
    void subtract(LabelCounts part) {
        change(part, -1);
    }

    private void change(LabelCounts part, int sign) {
        count += sign * part.count();
        errors += sign * part.errors();
        clamped += sign * part.clamped();
        arrivals += sign * part.arrivals();
        late += sign * part.late();
        rows.add(part.rows(), sign);
        written.add(part.written(), sign);
        bytes.add(part.bytes(), sign);
        retries.add(part.retries(), sign);
        part.errorCodes()
                .forEach((code, figure) -> codes.compute(code, (same, before) -> {
                    long now = (before == null ? 0 : before) + sign * figure.count();
                    return now == 0 ? null : now;
                }));
    }

    LabelCounts sum() {
        SortedMap<String, ErrorFigure> figures = new TreeMap<>();
        codes.forEach((code, n) -> figures.put(code, new ErrorFigure(n, 0, "")));
        return new LabelCounts(
                count,
                errors,
                clamped,
                arrivals,
                late,
                rows.value(),
                written.value(),
                bytes.value(),
                retries.value(),
                figures);
    }
}
