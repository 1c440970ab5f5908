package io.github.pgsurge.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Metric families of Prometheus while their points are gathered for a scrape: points of one name make one family. A point
 * without a value is not there, nor a family without a point.
 *
 * <p>For one thread, as are those that {@link #with} gives.
 */
public final class MetricFamilies {
    private final String prefix;
    private final Labels labels;
    private final Gathered gathered;

    /** The families by name, however their points are labelled. */
    private record Gathered(
            Map<String, GaugeSnapshot.Builder> gauges,
            Map<String, CounterSnapshot.Builder> counters,
            Map<String, HistogramSnapshot.Builder> histograms,
            Map<String, InfoSnapshot.Builder> infos) {

        Gathered() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        }
    }

    private MetricFamilies(String prefix, Labels labels, Gathered gathered) {
        this.prefix = prefix;
        this.labels = labels;
        this.gathered = gathered;
    }

    /**
     * Without a point.
     *
     * @param prefix what all names begin with
     * @param labels what all points bear: a name, its value, and so on
     */
    public MetricFamilies(String prefix, String... labels) {
        this(prefix, Labels.of(labels), new Gathered());
    }

    /** The same families, of which every point that is put this way bears further labels. */
    public MetricFamilies with(String... more) {
        return new MetricFamilies(prefix, labels.merge(Labels.of(more)), gathered);
    }

    /** Puts a point of a gauge, which keeps the very name that it is given. */
    public void gauge(String name, String help, double value) {
        family(gathered.gauges(), name, help, GaugeSnapshot::builder)
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .value(value)
                        .labels(labels)
                        .build());
    }

    /** Puts a point of a gauge. */
    public void gauge(String name, String help, long value) {
        gauge(name, help, (double) value);
    }

    /** Puts a point of a gauge where it was measured. */
    public void gauge(String name, String help, OptionalLong value) {
        value.ifPresent(measured -> gauge(name, help, measured));
    }

    /** Puts a point of a gauge where it was measured. */
    public void gauge(String name, String help, OptionalDouble value) {
        value.ifPresent(measured -> gauge(name, help, measured));
    }

    /** Puts a point of a counter, whose name gets the ending {@code _total}. */
    public void counter(String name, String help, long count) {
        family(gathered.counters(), name, help, CounterSnapshot::builder)
                .dataPoint(CounterDataPointSnapshot.builder()
                        .value((double) count)
                        .labels(labels)
                        .build());
    }

    /** Puts a point of an info, a 1 whose labels say something; its name gets the ending {@code _info}. */
    public void info(String name, String help) {
        family(gathered.infos(), name, help, InfoSnapshot::builder)
                .dataPoint(InfoDataPointSnapshot.builder().labels(labels).build());
    }

    /** Puts a histogram of times, whose name gets the ending {@code _seconds}. */
    void histogram(String name, String help, BucketedTimes times) {
        family(gathered.histograms(), name + "_seconds", help, HistogramSnapshot::builder)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(times.buckets())
                        .sum(times.sumSeconds())
                        .labels(labels)
                        .build());
    }

    private <F extends MetricSnapshot.Builder<F>> F family(
            Map<String, F> families, String name, String help, Supplier<F> begin) {
        return families.computeIfAbsent(
                name, absent -> begin.get().name(prefix + name).help(help));
    }

    /** What was put, under whatever labels. */
    public MetricSnapshots snapshots() {
        return new MetricSnapshots(
                Stream.of(gathered.gauges(), gathered.counters(), gathered.histograms(), gathered.infos())
                        .map(Map::values)
                        .flatMap(Collection::stream)
                        .<MetricSnapshot>map(MetricSnapshot.Builder::build)
                        .toList());
    }
}
