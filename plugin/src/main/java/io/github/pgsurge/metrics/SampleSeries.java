package io.github.pgsurge.metrics;

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
    /** What the names of all series of a run begin with. */
    public static final String PREFIX = "pgsurge_";

    private static final String OUTCOME = "outcome";
    private static final String OK = "ok";
    private static final String ERROR = "error";

    private SampleSeries() {}

    /** The series of a run's total, to which more can be put. Decodes every histogram. */
    public static MetricFamilies of(Snapshot total) {
        MetricFamilies families = new MetricFamilies(PREFIX);
        families.counter(
                "late_arrivals",
                "Arrivals that found no free virtual user when they were due.",
                total.counts().late());
        families.counter(
                "warmup_samples",
                "Samples that began in the warm-up and are in no other series.",
                total.warmupSamples());
        total.labels().forEach((label, figures) -> {
            MetricFamilies ofLabel = families.with("label", label);
            counts(ofLabel, figures.counts());
            latency(ofLabel, figures);
            times(
                    ofLabel,
                    "response",
                    "Time from when a request was due to its answer, waiting included.",
                    figures.response());
            times(ofLabel, "acquire", "Time spent waiting for a pooled connection.", figures.acquire());
        });
        return families;
    }

    private static void counts(MetricFamilies ofLabel, LabelCounts counts) {
        String samples = "Finished samples.";
        ofLabel.with(OUTCOME, OK).counter("samples", samples, counts.count() - counts.errors());
        ofLabel.with(OUTCOME, ERROR).counter("samples", samples, counts.errors());
        counts.errorCodes().forEach((code, figure) -> ofLabel.with("code", code)
                .counter("errors", "Failed samples by error code.", figure.count()));
        counts.rows().value().ifPresent(rows -> ofLabel.counter("rows", "Rows written or read.", rows));
        counts.bytes()
                .value()
                .ifPresent(bytes -> ofLabel.counter("bytes", "Bytes of payload sent or received.", bytes));
    }

    private static void latency(MetricFamilies ofLabel, LabelSnapshot figures) {
        if (figures.service().count() > 0) {
            String help = "Time the server took to serve a request, as its client sees it.";
            BucketedTimes failed = BucketedTimes.of(figures.failed());
            BucketedTimes ok = BucketedTimes.of(figures.service()).minus(failed);
            ofLabel.with(OUTCOME, OK).histogram("latency", help, ok);
            ofLabel.with(OUTCOME, ERROR).histogram("latency", help, failed);
        }
    }

    private static void times(MetricFamilies ofLabel, String name, String help, Distribution times) {
        if (times.count() > 0) {
            ofLabel.histogram(name, help, BucketedTimes.of(times));
        }
    }
}
