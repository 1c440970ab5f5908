package io.github.pgsurge.postgres;

import io.github.pgsurge.connection.RunLabel;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.MonitorLog;
import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.evidence.RunObserver.Moment;
import io.github.pgsurge.evidence.RunObserver.Surroundings;
import io.github.pgsurge.metrics.Correction;
import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.metrics.MonotonicClock;
import io.github.pgsurge.metrics.RunRecording;
import io.github.pgsurge.metrics.Sample;
import io.github.pgsurge.metrics.Snapshot;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A run that a {@link ServerMonitor} watches: its moments come when the test says so. One thread. */
final class Watching implements AutoCloseable {
    static final String TABLE = "\"load_test_data\"";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    final List<String> lines = new CopyOnWriteArrayList<>();
    final ServerMonitor monitor;
    final Path file;
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final RunRecording recording;
    private final MonitorLog log;

    Watching(Dsn dsn, Path folder, Duration warmup, Duration interval, Duration timeout) {
        file = folder.resolve("server.jsonl");
        log = new MonitorLog(file);
        recording = new RunRecording(warmup, Correction.OFF, new MonotonicClock());
        monitor = new ServerMonitor(dsn, new RunLabel("run", "agent"), TABLE, interval, timeout, "nova");
        monitor.begin(new Surroundings(log, Optional.of(registry), warmup, lines::add));
    }

    /** One that reads when it begins and at the load's start and end only. */
    static Watching rarely(Dsn dsn, Path folder) {
        return new Watching(dsn, folder, Duration.ZERO, Duration.ofHours(1), TIMEOUT);
    }

    static Watching often(Dsn dsn, Path folder) {
        return new Watching(dsn, folder, Duration.ZERO, Duration.ofMillis(20), TIMEOUT);
    }

    /** An insert or update of so many rows was acknowledged. */
    void wrote(long rows) {
        record(Measurement.builder()
                .service(1_000_000)
                .acquire(1_000)
                .rows(rows)
                .written(rows)
                .bytes(rows * 100)
                .retries(0)
                .build());
    }

    /** So many rows were read. */
    void read(long rows) {
        record(Measurement.builder()
                .service(1_000_000)
                .acquire(1_000)
                .rows(rows)
                .bytes(rows * 100)
                .retries(0)
                .build());
    }

    private void record(Measurement measurement) {
        recording.record(new Sample("label", true, "", "", System.currentTimeMillis(), measurement));
    }

    void second(boolean last) {
        Snapshot interval = recording.interval();
        monitor.observe(new Moment(Duration.ZERO, interval, recording::total, 1, Findings.NONE, List.of(), last));
    }

    /** The load has ended: the block of run.json. */
    Map<String, Object> end() {
        second(true);
        return block();
    }

    /** The block of run.json after the end of the load; empty when nothing is known. */
    Map<String, Object> block() {
        return PlainValues.of(monitor.findings().block("postgres"));
    }

    List<String> readings() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Series of one gauge: its labels but for the namespace, {@code name=value}, and the value. */
    Map<String, Double> gauge(String name) {
        Map<String, Double> found = new TreeMap<>();
        registry.scrape().stream()
                .filter(metric -> metric.getMetadata().getName().equals(name))
                .flatMap(metric -> ((GaugeSnapshot) metric).getDataPoints().stream())
                .forEach(point -> found.put(labels(point), point.getValue()));
        return found;
    }

    private static String labels(GaugeDataPointSnapshot point) {
        StringBuilder text = new StringBuilder();
        point.getLabels()
                .forEach(label -> text.append(
                        label.getName().equals("namespace") && label.getValue().equals("nova")
                                ? ""
                                : label.getName() + "=" + label.getValue()));
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        monitor.close();
        log.close();
    }
}
