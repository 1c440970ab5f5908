package io.github.pgsurge.jmeter;

import io.github.pgsurge.metrics.Correction;
import io.github.pgsurge.metrics.MonotonicClock;
import io.github.pgsurge.metrics.RunRecording;
import io.github.pgsurge.metrics.Sample;
import io.github.pgsurge.report.Interruption;
import io.github.pgsurge.report.LiveRun;
import io.github.pgsurge.report.RunMonitor;
import io.github.pgsurge.settings.Kind;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.verdict.Conclusion;
import io.github.pgsurge.verdict.ExitCode;
import io.github.pgsurge.verdict.Rejection;
import io.github.pgsurge.verdict.Rules;
import io.github.pgsurge.verdict.ThresholdResult;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.jmeter.JMeter;
import org.apache.jmeter.engine.StandardJMeterEngine;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.util.JMeterUtils;

/**
 * The test that this JVM records, alone or as the controller of agents: begins with the first engine, ends with the last,
 * stops all engines when one was turned away or a signal came, and sets the exit code. Thread safe.
 *
 * <p>Static because JMeter hands a controller one copy of the listener for each agent, with nothing that connects them.
 */
final class RecordedTest {
    /** JMeter property: exit with the verdict's code. */
    static final String EXIT_PROPERTY = "pgsurge.exit";

    private static final Duration FINISH_ITERATION = Duration.ofSeconds(30);
    private static final Duration FINISH_ANYWAY = Duration.ofSeconds(15);

    private static volatile RecordedTest current;
    /** What Thresholds elements have said before the recorder was told of the test. */
    private static RunRules early = new RunRules();

    private static Monitors monitors = new Monitors();

    private final LiveRun run;
    private final EngineFacts facts;
    private final Optional<MetricsEndpoint> endpoint;
    private final Thread engineThread;
    private final RunningEngines running = new RunningEngines();
    private final AtomicReference<Rejection> rejection = new AtomicReference<>();
    private final AtomicReference<String> endedEarly = new AtomicReference<>();
    private final AtomicReference<ThresholdResult> aborted = new AtomicReference<>();
    private final RunRules rules;
    private final Onlookers onlookers;
    private final AtomicBoolean finishing = new AtomicBoolean();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile ExitCode exitCode = ExitCode.INTERNAL_ERROR;
    private volatile boolean asked;
    private volatile boolean refusedByRules;

    private RecordedTest(Values values, EngineFacts facts, RunRules rules) throws Rejection {
        this.facts = facts;
        this.rules = rules;
        engineThread = Thread.currentThread();
        endpoint = MetricsEndpoint.open(values);
        try {
            onlookers = new Onlookers(values, facts, rules::all, this::abort, endpoint);
            run = new LiveRun(
                    facts.identity(),
                    facts.directory(),
                    new RunRecording(values.duration(Setting.WARMUP), correction(values), new MonotonicClock()),
                    facts,
                    onlookers.all(),
                    System.out::println);
        } catch (Rejection reason) {
            endpoint.ifPresent(MetricsEndpoint::close);
            throw reason;
        }
    }

    private Correction correction(Values values) throws Rejection {
        String setting = values.text(Setting.RESPONSE_CORRECTION);
        facts.correctedBy(setting);
        return Kind.WordOrTime.time(setting)
                .map(interval -> new Correction(true, interval))
                .orElse("off".equals(setting) ? Correction.OFF : Correction.OF_ARRIVALS);
    }

    /**
     * Where whatever watches the test registers series of its own; empty before the test begins, and when nobody asked for
     * an endpoint.
     */
    static Optional<PrometheusRegistry> registry() {
        RecordedTest test = current;
        return test == null ? Optional.empty() : test.endpoint.map(MetricsEndpoint::registry);
    }

    /**
     * An engine begins: this one (no host), or an agent. Throws nothing: on a controller an exception would go to the
     * agent, and both would wait for ever.
     */
    static synchronized void begin(Values values, String host) {
        // without a GUI a JVM runs one test: an agent that comes late belongs to it, whatever became of the others
        if (!isRecording()) {
            EngineRun engine = EngineRun.current();
            if (current != null) {
                current.endpoint.ifPresent(MetricsEndpoint::close);
            }
            try {
                current = new RecordedTest(values, new EngineFacts(engine, host), early);
            } catch (Rejection reason) {
                engine.reject(reason);
                monitors = new Monitors();
                exitWith(reason.exitCode());
                return;
            }
            current.facts.announce(System.out::println);
            current.endpoint.ifPresent(open -> open.announce(System.out::println));
            if (JMeter.isNonGUI()) {
                Runtime.getRuntime().addShutdownHook(new Thread(current::onExit, "pgsurge-exit"));
                Interruption.onSignals(current::isSignalled, current::stopNow);
            }
            // their first readings take time that is no part of the run
            monitors.begin(current::watch);
            current.run.start();
            engine.onLoadEnd(current.run::loadEnded);
        }
        current.running.add(host);
        current.facts.addAgent(host);
        current.judgeBy(host);
        monitors.begin(current::watch);
        if (current.rejection.get() != null) {
            current.running.stop(true);
        }
    }

    private static boolean isRecording() {
        return current != null && (current.finished.getCount() > 0 || JMeter.isNonGUI());
    }

    /** Takes what Thresholds elements have said so far, and what the file says. */
    private void judgeBy(String host) {
        if (rules == early) {
            early = new RunRules();
            try {
                rules.readFile();
            } catch (Rejection reason) {
                refuse(host, reason);
            }
            rules.refusal().ifPresent(reason -> refuse(host, reason));
        }
    }

    /**
     * Has the monitor of an element watch the test.
     *
     * @param host as of {@link #begin}
     * @throws Rejection when another element of its kind does so
     */
    static synchronized void watch(MonitorListener element, String host, RunMonitor monitor) throws Rejection {
        monitors.add(element, host, monitor);
        if (isRecording()) {
            monitors.begin(current::watch);
        }
    }

    private void watch(RunMonitor monitor) {
        if (rejection.get() == null && EngineRun.current().rejection().isEmpty()) {
            run.watch(monitor, registry());
        }
    }

    /** Adds rules of a Thresholds element. */
    static synchronized void addRules(String host, Rules rules) {
        (isRecording() ? current.rules : early).add(host, rules);
    }

    /** Turns the test away for its rules, before any load; {@code host} as of {@link #begin}. */
    static synchronized void refuse(String host, Rejection reason) {
        if (host.isEmpty()) {
            EngineRun.current().reject(reason);
        }
        if (!isRecording()) {
            early.refuse(reason);
            return;
        }
        current.refusedByRules = true;
        if (host.isEmpty()) {
            current.rejection.compareAndSet(null, reason);
        } else {
            current.turnedAway(reason);
        }
    }

    /** Turns a test away that nothing records. */
    static synchronized void refuseUnrecorded(String host, Rejection reason) {
        if (host.isEmpty()) {
            EngineRun.current().reject(reason);
        } else {
            RunningEngines.stopAgent(host, true);
        }
        if (early.refuse(reason)) {
            if (!host.isEmpty()) {
                System.err.println("pgsurge: " + reason.getMessage());
            }
            exitWith(reason.exitCode());
        }
    }

    private void abort(ThresholdResult broken) {
        if (aborted.compareAndSet(null, broken)) {
            System.out.println("pgsurge: " + broken.rule() + ": " + broken.finding());
            running.stop(true);
        }
    }

    /** For a test that could not even be recorded. */
    private static void exitWith(ExitCode code) {
        if (JMeter.isNonGUI() && JMeterUtils.getPropDefault(EXIT_PROPERTY, false)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(code.code()), "pgsurge-exit"));
        }
    }

    /** Notes why the test of this JVM ends before its time. */
    static void endsEarly(String reason) {
        RecordedTest test = current;
        if (test != null) {
            test.endedEarly.compareAndSet(null, reason);
        }
    }

    /** Notes the engine that the calling thread of the test belongs to. */
    static void runsOn(StandardJMeterEngine engine) {
        RecordedTest test = current;
        if (test != null && engine != null) {
            test.running.own(engine);
        }
    }

    static void record(SampleResult result) {
        RecordedTest test = current;
        if (test == null) {
            return;
        }
        Optional<Rejection> turnedAway = Results.turnedAway(result);
        if (turnedAway.isPresent()) {
            test.turnedAway(turnedAway.get());
            return;
        }
        if (test.refusedByRules) {
            // a stock thread group may begin before JMeter's engine hears that it is to stop
            return;
        }
        Sample sample = Measurements.sample(result);
        test.onlookers.see(sample);
        test.run.record(sample);
    }

    private void turnedAway(Rejection reason) {
        if (rejection.compareAndSet(null, reason)) {
            if (!running.isOwn()) {
                System.err.println("pgsurge: " + reason.getMessage());
            }
            running.stop(true);
        }
    }

    /** An engine has ended; with the last one the test is over. */
    static void ended(String host) {
        RecordedTest test = current;
        if (test == null) {
            return;
        }
        if (host.isEmpty()) {
            EngineRun engine = EngineRun.current();
            engine.rejection().ifPresent(reason -> test.rejection.compareAndSet(null, reason));
            test.facts.freeze();
            engine.end();
        }
        test.running.remove(host);
        if (test.running.isEmpty() && (test.rejection.get() != null || test.facts.allAgentsSeen())) {
            test.finish();
        }
    }

    private void finish() {
        if (finishing.compareAndSet(false, true)) {
            Conclusion.Ending ending = new Conclusion.Ending(
                    Optional.ofNullable(rejection.get()),
                    Optional.ofNullable(endedEarly.get()),
                    asked,
                    facts.doubt(),
                    Optional.ofNullable(aborted.get()),
                    Optional.empty());
            exitCode = run.finish(ending, rules.all());
            forgetMonitors();
            finished.countDown();
            if (!JMeter.isNonGUI()) {
                endpoint.ifPresent(MetricsEndpoint::finishInBackground);
            }
        }
    }

    private static synchronized void forgetMonitors() {
        monitors = new Monitors();
    }

    /** Whoever sends a signal waits for the figures of the run, but for nobody who scrapes them. */
    private void isSignalled() {
        endpoint.ifPresent(MetricsEndpoint::stopWaiting);
    }

    /** Whoever asked for the end does not want to wait for iterations. */
    private void stopNow() {
        System.out.println("pgsurge: stopping now");
        running.stop(true);
    }

    /** The JVM ends: by itself after the test, or by a signal in the middle of it. */
    private void onExit() {
        try {
            if (running.isEmpty()) {
                endedEarly.compareAndSet(null, "not every agent has begun");
                finish();
            }
            if (finished.getCount() > 0) {
                asked = endedEarly.compareAndSet(null, "interrupted before its time was over");
                System.out.println("pgsurge: stopping; iterations are finished first (another signal stops them now)");
                running.stop(false);
                if (!finished.await(FINISH_ITERATION.toMillis(), TimeUnit.MILLISECONDS)) {
                    running.stop(true);
                    if (!finished.await(FINISH_ANYWAY.toMillis(), TimeUnit.MILLISECONDS)) {
                        finish();
                    }
                }
            }
            // other listeners of the same test end after this one: their files must be complete
            boolean exits = JMeterUtils.getPropDefault(EXIT_PROPERTY, false);
            if (exits && engineThread.getName().startsWith("StandardJMeterEngine")) {
                engineThread.join(FINISH_ANYWAY.toMillis());
            }
            if (endpoint.isPresent() && rejection.get() == null) {
                endpoint.get().finish(System.out::println);
            }
            if (exits) {
                System.out.flush();
                Runtime.getRuntime().halt(exitCode.code());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
