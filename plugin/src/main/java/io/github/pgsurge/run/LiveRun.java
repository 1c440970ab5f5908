package io.github.pgsurge.run;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.MonitorLog;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.IntervalLog;
import io.github.pgsurge.metrics.RunRecording;
import io.github.pgsurge.metrics.Sample;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.report.EnvironmentBlock;
import io.github.pgsurge.report.RulesTable;
import io.github.pgsurge.report.RunDirectory;
import io.github.pgsurge.report.RunIdentity;
import io.github.pgsurge.report.RunJson;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.report.SummaryTable;
import io.github.pgsurge.verdict.Conclusion;
import io.github.pgsurge.verdict.Evidence;
import io.github.pgsurge.verdict.JUnitXml;
import io.github.pgsurge.verdict.Rules;
import io.github.pgsurge.verdict.ThresholdResult;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run while it lasts: takes the samples, writes {@code intervals.hlog} every second and has its observers look, and
 * leaves run.json and the summary at the end.
 *
 * <p>{@link #record} may be called by any thread; one thread of its own, named {@code pgsurge-recorder}, does the rest.
 */
public final class LiveRun {
    private static final Logger log = LoggerFactory.getLogger(LiveRun.class);

    /**
     * What a run is told of the engine that makes its load.
     *
     * @param vus virtual users that are active
     * @param agents names ({@code host:port}) of the remote agents; none for a local run
     * @param colored whether the terminal shows colours
     */
    public record Engine(IntSupplier vus, Supplier<List<String>> agents, boolean colored) {}

    private final RunIdentity identity;
    private final RunDirectory directory;
    private final Catalogue catalogue;
    private final Engine engine;
    private final Observers observers = new Observers();
    private final Consumer<String> out;
    private final RunRecording recording;
    private final IntervalLog intervals;
    private final MonitorLog readings;
    private volatile long startNanos = System.nanoTime();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "pgsurge-recorder");
        thread.setDaemon(true);
        return thread;
    });

    private Future<?> ticking = CompletableFuture.completedFuture(null);
    private boolean logBroken;
    private boolean loadEnded;

    /**
     * Ready to record; nothing is shown or written before {@link #start}.
     *
     * @param recording takes the samples
     * @param catalogue the figures that observers may find out
     * @param out takes lines for the terminal
     * @throws Rejection when the run directory cannot be written
     */
    public LiveRun(
            RunIdentity identity,
            RunDirectory directory,
            RunRecording recording,
            Catalogue catalogue,
            Engine engine,
            Consumer<String> out)
            throws Rejection {
        this.identity = identity;
        this.directory = directory;
        this.recording = recording;
        this.catalogue = catalogue;
        this.engine = engine;
        this.out = out;
        readings = new MonitorLog(directory.server());
        try {
            intervals = new IntervalLog(directory.intervals(), identity.startedAt(), identity.title());
        } catch (IOException failure) {
            throw Rejection.usage(
                    "run directory " + directory.path() + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    /** Lines on what is about to be measured, of those who look on by now. */
    public List<String> introduction() {
        return observers.introduction();
    }

    /** Begins to tick, unless it is over already. */
    public synchronized void start() {
        if (!loadEnded) {
            startNanos = System.nanoTime();
            ticking = ticker.scheduleAtFixedRate(() -> tick(false), 1, 1, TimeUnit.SECONDS);
        }
    }

    /**
     * Has somebody look on from now on, after those who do so already; returns when it has begun.
     *
     * @param registry where its collectors are registered; see {@link RunObserver.Surroundings}
     */
    public void watch(RunObserver observer, Optional<PrometheusRegistry> registry) {
        observers.begin(observer, new RunObserver.Surroundings(readings, registry, recording.warmup(), out));
    }

    /** Records one finished sample. Any thread, lock-free. */
    public void record(Sample sample) {
        recording.record(sample);
    }

    /** Records one of an agent; see {@link RunRecording#record(Sample, String, long)}. */
    public void record(Sample sample, String machine, long endEpochMillis) {
        recording.record(sample, machine, endEpochMillis);
    }

    /** Where the evidence is. */
    public RunDirectory directory() {
        return directory;
    }

    private void tick(boolean last) {
        try {
            Snapshot interval = recording.interval();
            append(interval);
            observers.observe(new RunObserver.Moment(
                    elapsed(),
                    interval,
                    recording::total,
                    engine.vus().getAsInt(),
                    observers.live(),
                    observers.status(),
                    last));
        } catch (RuntimeException defect) {
            log.error("A tick of the recorder failed; it goes on", defect);
        }
    }

    private void append(Snapshot interval) {
        try {
            intervals.append(interval);
        } catch (IOException failure) {
            if (!logBroken) {
                logBroken = true;
                log.error("Intervals are no longer written", failure);
                out.accept("pgsurge: " + failure.getMessage());
            }
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /**
     * Ends the measured time: what comes between the last sample and {@link #finish}, as the closing of pools, is no part
     * of any rate. Any thread; later calls do nothing.
     */
    public synchronized void loadEnded() {
        if (!loadEnded) {
            loadEnded = true;
            stopTicker();
            tick(true);
        }
    }

    /**
     * Ends the recording, writes run.json and shows the summary. To be called once, when no more samples come.
     *
     * @param ending how it came to its end
     * @param rules what it has to hold
     * @return what the process is to exit with
     */
    public ExitCode finish(Conclusion.Ending ending, Rules rules) {
        loadEnded();
        try {
            return conclude(observers.conclude(ending), rules);
        } finally {
            observers.close();
            closeReadings();
        }
    }

    private ExitCode conclude(Conclusion.Ending ending, Rules rules) {
        Duration duration = elapsed();
        Snapshot recorded = recording.total();
        Findings findings = observers
                .findings()
                .with(Findings.builder()
                        .put(EnvironmentBlock.FINISHED_AT, Instant.now().toString())
                        .build());
        List<ThresholdResult> thresholds = ending.rejection().isPresent()
                ? List.of()
                : ending.judged(rules.evaluate(Evidence.of(recorded, findings)));
        Conclusion conclusion = Conclusion.of(
                ending, thresholds, recorded.counts().count(), recorded.counts().errors());
        RunResult result = RunResult.of(
                identity,
                duration,
                conclusion.verdict(),
                conclusion.exitCode(),
                conclusion.reason(),
                recorded,
                thresholds,
                engine.agents().get(),
                findings);
        intervals.close();
        try {
            RunJson.write(result, directory.runJson());
            junitXml(result, conclusion).write(directory.junitXml());
        } catch (IOException failure) {
            log.error("The result could not be written", failure);
            out.accept("pgsurge: the result could not be written: " + failure.getMessage());
            return ExitCode.INTERNAL_ERROR;
        }
        show(result, recorded);
        if (ending.asked() && !thresholds.isEmpty()) {
            ending.early().ifPresent(why -> out.accept("pgsurge: " + why + "; the rules judge what there is"));
        }
        if (ending.rejection().isEmpty() && !conclusion.reason().isEmpty()) {
            out.accept("pgsurge: " + conclusion.verdict() + ": " + conclusion.reason());
        }
        return conclusion.exitCode();
    }

    private void closeReadings() {
        try {
            readings.close();
        } catch (IOException failure) {
            log.error("{} may lack its last lines", directory.server(), failure);
        }
    }

    private void show(RunResult result, Snapshot recorded) {
        if (recorded.counts().count() > 0) {
            out.accept(SummaryTable.format(catalogue, result, recorded, directory));
        }
        if (!result.thresholds().isEmpty()) {
            out.accept(RulesTable.format(result.thresholds(), engine.colored()));
        }
        catalogue.remarks(result.findings()).forEach(out);
        observers.remark(out);
    }

    private static JUnitXml junitXml(RunResult result, Conclusion conclusion) {
        RunIdentity run = result.identity();
        Map<String, String> properties = new HashMap<>();
        properties.put("run_id", run.runId());
        properties.put("verdict", conclusion.verdict().toString());
        properties.put("exit_code", Integer.toString(conclusion.exitCode().code()));
        run.target().ifPresent(target -> properties.put("target", target));
        return new JUnitXml(
                run.plan(), run.startedAt(), result.duration(), properties, conclusion, result.thresholds());
    }

    private void stopTicker() {
        ticking.cancel(false);
        ticker.shutdown();
        try {
            if (!ticker.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("The recorder's last tick takes long");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
