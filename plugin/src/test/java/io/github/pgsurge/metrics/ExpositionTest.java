package io.github.pgsurge.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** What a real client gets from the endpoint. */
@Isolated("counts threads of this JVM")
@Timeout(30)
class ExpositionTest {
    private static final long START = ManualClock.START.toEpochMilli();

    private final ManualClock clock = new ManualClock();
    private final RunRecording recording = new RunRecording(Duration.ofSeconds(1), Correction.OF_ARRIVALS, clock);
    private Exposition exposition;

    @BeforeEach
    void open() throws IOException {
        exposition = Exposition.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        // the one sample of the warm-up
        recording.record(new Sample("insert", true, "", "", START, Measurement.ofService(1)));
        exposition.registry().register(() -> SampleSeries.of(recording.total()).snapshots());
    }

    @AfterEach
    void close() {
        exposition.close();
    }

    private void record(String label, String error, Measurement measurement) {
        recording.record(new Sample(label, error.isEmpty(), error, "", START + 1_000, measurement));
    }

    private Snapshot recorded() {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            // 20 us to some 90 s, beyond the buckets at both ends
            long service = (long) (20_000 * Math.exp(random.nextDouble() * Math.log(4.5e6)));
            record(
                    "insert",
                    i % 7 == 0 ? "4000" + i % 2 : "",
                    Measurement.builder()
                            .service(service)
                            .acquire(i * 100L)
                            .rows(10)
                            .bytes(1_000)
                            .retries(0)
                            .build());
        }
        record(
                "insert",
                "08001",
                Measurement.builder()
                        .acquire(5_000_000_000L)
                        .rows(0)
                        .bytes(0)
                        .retries(0)
                        .build());
        record("stock", "", Measurement.ofService(1_000_000).delayed(2_000_000, true));
        recording.interval();
        return recording.total();
    }

    private Scrape scrape() throws Exception {
        return Scrape.of(exposition.url());
    }

    @Test
    void countsWhatTheSnapshotCounts() throws Exception {
        LabelCounts insert = recorded().labels().get("insert").counts();
        Scrape scrape = scrape();

        assertThat(scrape.count("pgsurge_samples_total{label=\"insert\",outcome=\"ok\"}"))
                .isEqualTo(insert.count() - insert.errors());
        assertThat(scrape.count("pgsurge_samples_total{label=\"insert\",outcome=\"error\"}"))
                .isEqualTo(insert.errors());
        assertThat(scrape.sum("pgsurge_samples_total")).isEqualTo(5_002);
        insert.errorCodes().forEach((code, figure) -> assertThat(
                        scrape.count("pgsurge_errors_total{code=\"" + code + "\",label=\"insert\"}"))
                .isEqualTo(figure.count()));
        assertThat(scrape.sum("pgsurge_errors_total")).isEqualTo(insert.errors());
        assertThat(scrape.value("pgsurge_rows_total{label=\"insert\"}")).isEqualTo(50_000);
        assertThat(scrape.value("pgsurge_bytes_total{label=\"insert\"}")).isEqualTo(5_000_000);
        assertThat(scrape.text()).doesNotContain("pgsurge_rows_total{label=\"stock\"}");
        assertThat(scrape.value("pgsurge_late_arrivals_total")).isEqualTo(1);
        assertThat(scrape.value("pgsurge_warmup_samples_total")).isEqualTo(1);
    }

    @Test
    void itsHistogramsAreThoseOfTheSnapshot() throws Exception {
        LabelSnapshot insert = recorded().labels().get("insert");
        Scrape scrape = scrape();

        assertThat(bucketed(scrape, "pgsurge_response_seconds", "label=\"insert\"", insert.response()))
                .isEqualTo(5_001);
        assertThat(bucketed(scrape, "pgsurge_acquire_seconds", "label=\"insert\"", insert.acquire()))
                .isEqualTo(5_001);
        long failed =
                bucketed(scrape, "pgsurge_latency_seconds", "label=\"insert\",outcome=\"error\"", insert.failed());
        Histogram rest = insert.service().histogram();
        rest.subtract(insert.failed().histogram());
        Distribution ok = Distribution.of(rest, new HistogramCodec());
        long succeeded = bucketed(scrape, "pgsurge_latency_seconds", "label=\"insert\",outcome=\"ok\"", ok);
        assertThat(failed + succeeded)
                .as("the sample without a service time is in neither")
                .isEqualTo(5_000);
        assertThat(scrape.text()).doesNotContain("pgsurge_acquire_seconds_count{label=\"stock\"}");
        // lag and service time
        assertThat(scrape.value("pgsurge_response_seconds_sum{label=\"stock\"}"))
                .isCloseTo(0.003, within(3e-6));
        assertThat(scrape.value("pgsurge_latency_seconds_bucket{label=\"stock\",outcome=\"ok\",le=\"0.001\"}"))
                .as("a time that is a bound is within it")
                .isEqualTo(1);
    }

    /** Compares every bucket with HdrHistogram's own count; answers the count. */
    private static long bucketed(Scrape scrape, String name, String labels, Distribution expected) {
        Histogram histogram = expected.histogram();
        String prefix = name + "_bucket{" + labels + ",le=\"";
        List<Map.Entry<Double, Long>> buckets = scrape.matching(series -> series.startsWith(prefix)).entrySet().stream()
                .map(bucket -> Map.entry(bound(bucket.getKey(), prefix), Math.round(bucket.getValue())))
                .sorted(Comparator.comparingDouble(Map.Entry::getKey))
                .toList();
        assertThat(buckets).hasSize(19);
        assertThat(buckets.get(0).getKey()).isEqualTo(0.0001);
        assertThat(buckets.get(17).getKey()).isEqualTo(60);
        long before = 0;
        for (Map.Entry<Double, Long> bucket : buckets) {
            long bound = (long) Math.min(HistogramCodec.HIGHEST_NANOS, bucket.getKey() * 1e9);
            assertThat(bucket.getValue())
                    .as(labels + " to " + bucket.getKey())
                    .isEqualTo(histogram.getCountBetweenValues(0, bound))
                    .isGreaterThanOrEqualTo(before);
            before = bucket.getValue();
        }
        long count = scrape.count(name + "_count{" + labels + "}");
        assertThat(count).isEqualTo(before).isEqualTo(expected.count());
        assertThat(scrape.value(name + "_sum{" + labels + "}"))
                .isCloseTo(histogram.getMean() * expected.count() / 1e9, within(1e-6));
        return count;
    }

    private static double bound(String series, String prefix) {
        String bound = series.substring(prefix.length(), series.length() - 2);
        return bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
    }

    @Test
    void escapesLabels() throws Exception {
        record("say \"hi\" \\ {x=1}\nand go", "", Measurement.ofService(10));
        recording.interval();

        assertThat(scrape().count("pgsurge_samples_total{label=\"say \\\"hi\\\" \\\\ {x=1}\\nand go\",outcome=\"ok\"}"))
                .isEqualTo(1);
    }

    @Test
    void takesFurtherSeriesUnderTheVeryNamesTheyHave() throws Exception {
        List<String> names = List.of(
                "pgbouncer_pools_cl_active",
                "pgbouncer_stats_total_query_count",
                "pgbouncer_pools_max_connections",
                "pg_stat_activity_count",
                "queries_total");
        for (String name : names) {
            exposition.registry().register(() -> GaugeSnapshot.builder()
                    .name(name)
                    .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .value(7)
                            .build())
                    .build());
        }
        Scrape scrape = scrape();

        assertThat(names).allSatisfy(name -> assertThat(scrape.value(name)).isEqualTo(7));
        assertThat(scrape.text()).contains("# TYPE pgbouncer_stats_total_query_count gauge");
    }

    @Test
    void answersNothingButGetsOfTheMetricsAndAPageThatLeadsThere() throws Exception {
        String root = exposition.url().replace("metrics", "");

        assertThat(Scrape.answer("GET", root).body()).contains("href=\"metrics\"");
        assertThat(Scrape.answer("GET", root + "metrics/more").statusCode()).isEqualTo(404);
        assertThat(Scrape.answer("POST", exposition.url()).statusCode()).isEqualTo(405);
        assertThat(exposition.patience()).as("none of them scraped").isEmpty();
    }

    @Test
    void saysWhereItIsAsItWasTold() throws Exception {
        InetAddress anywhere = InetAddress.getByAddress(new byte[4]);
        try (Exposition other = Exposition.open(new InetSocketAddress(anywhere, 0))) {
            assertThat(other.url()).startsWith("http://0.0.0.0:").endsWith("/metrics");
            assertThat(Scrape.answer("GET", other.url()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void seesTheScrapeOfTheFinalFigures() throws Exception {
        scrape();
        exposition.figuresAreFinal();
        assertThat(exposition.patience()).contains(Duration.ofSeconds(30));
        scrape();
        exposition.awaitLastScrape(Duration.ofSeconds(20));
        assertThat(exposition.patience()).isEmpty();
    }

    @Test
    void givesItsPortAndItsThreadsBack() throws Exception {
        scrape();
        int port = URI.create(exposition.url()).getPort();
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        assertThatThrownBy(() -> Exposition.open(taken)).isInstanceOf(IOException.class);
        assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);

        exposition.close();
        Exposition.open(taken).close();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("pgsurge-prometheus")
                        || thread.getName().startsWith("HTTP-Dispatcher"))
                .toList();
    }
}
