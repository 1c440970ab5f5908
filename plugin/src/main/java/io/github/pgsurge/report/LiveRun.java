package io.github.pgsurge.report;

import com.sun.management.OperatingSystemMXBean;
import io.github.pgsurge.metrics.IntervalLog;
import io.github.pgsurge.metrics.MonotonicClock;
import io.github.pgsurge.metrics.RunRecording;
import io.github.pgsurge.metrics.Sample;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.verdict.Conclusion;
import io.github.pgsurge.verdict.ExitCode;
import io.github.pgsurge.verdict.Rejection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run while it lasts: takes the samples, writes {@code intervals.hlog} every second, shows a line every report
 * interval, and leaves run.json and the summary at the end.
 *
 * <p>{@link #record} may be called by any thread; one thread of its own, named {@code pgsurge-recorder}, does the rest.
 */
public final class LiveRun {
    private static final Logger log = LoggerFactory.getLogger(LiveRun.class);
    private static final int LINE_WIDTH = 160;

    /**
     * What a run is to do.
     *
     * @param warmup time at the start that is left out of the figures
     * @param reportInterval time between two lines
     */
    public record Schedule(Duration warmup, Duration reportInterval) {}

    /** What only the engine knows. Asked on the recorder's thread, and once at the end. */
    public interface Engine {
        /** How long the run is to take; empty when that is open. */
        Optional<Duration> planned();

        /** Virtual users that are active. */
        int vus();

        /** The run's connections now. */
        Optional<ConnectionState> connections();

        /** What the run did with connections. */
        Optional<ConnectionResult> connectionResult();

        /** What was found out beside the samples, by the name of its block in run.json. */
        SortedMap<String, Map<String, Object>> blocks();

        /** Versions and settings that the figures are measured with. */
        Map<String, Object> environment();

        /** The remote agents; empty for a local run. */
        List<String> agents();
    }

    private final RunIdentity identity;
    private final RunDirectory directory;
    private final Schedule schedule;
    private final Engine engine;
    private final Consumer<String> out;
    private final RunRecording recording;
    private final IntervalLog intervals;
    private final long startNanos = System.nanoTime();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "pgsurge-recorder");
        thread.setDaemon(true);
        return thread;
    });
    private final MeasuredCpu cpu = new MeasuredCpu(System::nanoTime, ((OperatingSystemMXBean)
            ManagementFactory.getOperatingSystemMXBean())::getProcessCpuTime);

    private Future<?> ticking = CompletableFuture.completedFuture(null);
    private Snapshot sinceLine;
    private long lineDueNanos;
    private long errorsSoFar;
    private boolean logBroken;
    private boolean loadEnded;

    /**
     * Ready to record; nothing is shown or written before {@link #start}.
     *
     * @param out takes lines for the terminal
     * @throws Rejection when the run directory cannot be written
     */
    public LiveRun(RunIdentity identity, RunDirectory directory, Schedule schedule, Engine engine, Consumer<String> out)
            throws Rejection {
        this.identity = identity;
        this.directory = directory;
        this.schedule = schedule;
        this.engine = engine;
        this.out = out;
        recording = new RunRecording(schedule.warmup(), new MonotonicClock());
        try {
            intervals = new IntervalLog(directory.intervals(), identity.startedAt());
        } catch (IOException failure) {
            throw Rejection.usage(
                    "run directory " + directory.path() + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    /** Begins to tick. */
    public void start() {
        lineDueNanos = startNanos + schedule.reportInterval().toNanos();
        ticking = ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Records one finished sample. Any thread, lock-free. */
    public void record(Sample sample) {
        recording.record(sample);
    }

    /** Where the evidence is. */
    public RunDirectory directory() {
        return directory;
    }

    private void tick() {
        try {
            Snapshot interval = take();
            sinceLine = sinceLine == null ? interval : sinceLine.merge(interval);
            if (System.nanoTime() - lineDueNanos >= 0) {
                lineDueNanos += schedule.reportInterval().toNanos();
                out.accept(new ProgressLine(
                                elapsed(), engine.planned(), engine.vus(), sinceLine, errorsSoFar, engine.connections())
                        .format(LINE_WIDTH));
                sinceLine = null;
            }
        } catch (RuntimeException defect) {
            log.error("A tick of the recorder failed; it goes on", defect);
        }
    }

    private Snapshot take() {
        Snapshot interval = recording.interval();
        errorsSoFar += interval.counts().errors();
        cpu.tick(interval.measured());
        try {
            intervals.append(interval);
        } catch (IOException failure) {
            if (!logBroken) {
                logBroken = true;
                log.error("Intervals are no longer written", failure);
                out.accept("pgsurge: " + failure.getMessage());
            }
        }
        return interval;
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
            take();
        }
    }

    /**
     * Ends the recording, writes run.json and shows the summary. To be called once, when no more samples come.
     *
     * @param rejection why the run was turned away, if it was
     * @param endedEarly why it ended before its time, if it did
     * @return what the process is to exit with
     */
    public ExitCode finish(Optional<Rejection> rejection, Optional<String> endedEarly) {
        loadEnded();
        Duration duration = elapsed();
        Snapshot recorded = recording.total();
        Conclusion conclusion = Conclusion.withoutRules(
                rejection,
                endedEarly,
                recorded.counts().count(),
                recorded.counts().errors());
        RunResult result = RunResult.of(
                identity,
                duration,
                conclusion.verdict(),
                conclusion.exitCode(),
                recorded,
                engine.connectionResult(),
                engine.agents(),
                engine.blocks(),
                environment(recorded));
        intervals.close();
        try {
            RunJson.write(result, directory.runJson());
        } catch (IOException failure) {
            log.error("run.json could not be written", failure);
            out.accept("pgsurge: run.json could not be written: " + failure.getMessage());
            return ExitCode.INTERNAL_ERROR;
        }
        if (recorded.counts().count() > 0) {
            out.accept(SummaryTable.format(result, recorded, directory));
        }
        if (rejection.isEmpty() && !conclusion.reason().isEmpty()) {
            out.accept("pgsurge: " + conclusion.verdict() + ": " + conclusion.reason());
        }
        return conclusion.exitCode();
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

    /** The client's CPU over the measured time is part of it: 1 means one CPU busy all the time. */
    private Map<String, Object> environment(Snapshot recorded) {
        Map<String, Object> environment = new LinkedHashMap<>(engine.environment());
        double seconds = recorded.measured().toNanos() / 1e9;
        if (cpu.nanos().isPresent() && seconds > 1) {
            double cpuSeconds = cpu.nanos().getAsLong() / 1e9;
            environment.put("client_cpu_s", cpuSeconds);
            environment.put(
                    "client_cpu_share",
                    cpuSeconds / seconds / Runtime.getRuntime().availableProcessors());
        }
        environment.put("finished_at", Instant.now().toString());
        return environment;
    }
}
