package io.github.pgsurge.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.function.Function;

/**
 * What was recorded so far, as Prometheus series. Made when somebody scrapes; a sample costs nothing for it.
 *
 * <table>
 *   <caption>Series</caption>
 *   <tr><td>{@code pgsurge_samples_total}</td><td>by {@code label} and {@code outcome} ({@code ok}, {@code error})</td></tr>
 *   <tr><td>{@code pgsurge_errors_total}</td><td>failed samples by {@code label} and {@code code}</td></tr>
 *   <tr><td>{@code pgsurge_rows_total}, {@code pgsurge_bytes_total}</td><td>by {@code label}, where measured</td></tr>
 *   <tr><td>{@code pgsurge_late_arrivals_total}</td><td>arrivals that found no free virtual user</td></tr>
 *   <tr><td>{@code pgsurge_warmup_samples_total}</td><td>samples of the warm-up, in no other series</td></tr>
 *   <tr><td>{@code pgsurge_latency_seconds}</td><td>histogram of service times by {@code label} and {@code outcome}</td></tr>
 *   <tr><td>{@code pgsurge_response_seconds}, {@code pgsurge_acquire_seconds}</td><td>histograms by {@code label}</td></tr>
 * </table>
 */
public final class SampleSeries {
    private static final String LABEL = "label";
    private static final String OUTCOME = "outcome";
    private static final String OK = "ok";
    private static final String ERROR = "error";

    private SampleSeries() {}

    /** The series of a run's total. Decodes every histogram. */
    public static List<MetricSnapshot> of(Snapshot total) {
        return List.of(
                samples(total),
                errors(total),
                measured(total, "rows", "Rows written or read.", LabelCounts::rows),
                measured(total, "bytes", "Bytes of payload sent or received.", LabelCounts::bytes),
                counter("late_arrivals", "Arrivals that found no free virtual user when they were due.")
                        .dataPoint(count(total.counts().late(), Labels.EMPTY))
                        .build(),
                counter("warmup_samples", "Samples that began in the warm-up and are in no other series.")
                        .dataPoint(count(total.warmupSamples(), Labels.EMPTY))
                        .build(),
                latency(total),
                times(
                        total,
                        "response",
                        "Time from when a request was due to its answer, waiting included.",
                        LabelSnapshot::response),
                times(total, "acquire", "Time spent waiting for a pooled connection.", LabelSnapshot::acquire));
    }

    private static MetricSnapshot samples(Snapshot total) {
        CounterSnapshot.Builder samples = counter("samples", "Finished samples.");
        total.labels().forEach((label, figures) -> {
            LabelCounts counts = figures.counts();
            samples.dataPoint(count(counts.count() - counts.errors(), Labels.of(LABEL, label, OUTCOME, OK)));
            samples.dataPoint(count(counts.errors(), Labels.of(LABEL, label, OUTCOME, ERROR)));
        });
        return samples.build();
    }

    private static MetricSnapshot errors(Snapshot total) {
        CounterSnapshot.Builder errors = counter("errors", "Failed samples by error code.");
        total.labels().forEach((label, figures) -> figures.counts()
                .errorCodes()
                .forEach((code, figure) ->
                        errors.dataPoint(count(figure.count(), Labels.of(LABEL, label, "code", code)))));
        return errors.build();
    }

    private static MetricSnapshot measured(
            Snapshot total, String name, String help, Function<LabelCounts, MeasuredSum> figure) {
        CounterSnapshot.Builder counter = counter(name, help);
        total.labels().forEach((label, figures) -> figure.apply(figures.counts())
                .value()
                .ifPresent(sum -> counter.dataPoint(count(sum, Labels.of(LABEL, label)))));
        return counter.build();
    }

    private static CounterSnapshot.Builder counter(String name, String help) {
        return CounterSnapshot.builder().name("pgsurge_" + name).help(help);
    }

    private static CounterDataPointSnapshot count(long value, Labels labels) {
        return CounterDataPointSnapshot.builder()
                .value((double) value)
                .labels(labels)
                .build();
    }

    private static MetricSnapshot latency(Snapshot total) {
        HistogramSnapshot.Builder latency =
                histogram("latency", "Time the server took to serve a request, as its client sees it.");
        total.labels().forEach((label, figures) -> {
            if (figures.service().count() > 0) {
                BucketedTimes failed = BucketedTimes.of(figures.failed());
                BucketedTimes ok = BucketedTimes.of(figures.service()).minus(failed);
                latency.dataPoint(point(ok, Labels.of(LABEL, label, OUTCOME, OK)));
                latency.dataPoint(point(failed, Labels.of(LABEL, label, OUTCOME, ERROR)));
            }
        });
        return latency.build();
    }

    private static MetricSnapshot times(
            Snapshot total, String name, String help, Function<LabelSnapshot, Distribution> kind) {
        HistogramSnapshot.Builder histogram = histogram(name, help);
        total.labels().forEach((label, figures) -> {
            Distribution times = kind.apply(figures);
            if (times.count() > 0) {
                histogram.dataPoint(point(BucketedTimes.of(times), Labels.of(LABEL, label)));
            }
        });
        return histogram.build();
    }

    private static HistogramSnapshot.Builder histogram(String name, String help) {
        return HistogramSnapshot.builder().name("pgsurge_" + name + "_seconds").help(help);
    }

    private static HistogramDataPointSnapshot point(BucketedTimes times, Labels labels) {
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(times.buckets())
                .sum(times.sumSeconds())
                .labels(labels)
                .build();
    }
}
