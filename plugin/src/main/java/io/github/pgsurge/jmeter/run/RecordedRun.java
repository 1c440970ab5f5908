package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.Correction;
import io.github.pgsurge.metrics.MonotonicClock;
import io.github.pgsurge.metrics.RunRecording;
import io.github.pgsurge.metrics.Sample;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.run.Interruption;
import io.github.pgsurge.run.LiveRun;
import io.github.pgsurge.settings.Kind;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.verdict.Conclusion;
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
import org.apache.jmeter.samplers.SampleEvent;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.util.JMeterUtils;

/**
 * A test that this JVM records, alone or as the controller of agents: begins with the first engine, ends with the last, stops
 * all engines when one was turned away or a signal came, and sets the exit code. Elements reach it by {@link CurrentRun}.
 * Thread safe.
 */
public final class RecordedRun {
    /** JMeter property: exit with the verdict's code. */
    static final String EXIT_PROPERTY = "pgsurge.exit";

    private static final Duration FINISH_ITERATION = Duration.ofSeconds(30);
    private static final Duration FINISH_ANYWAY = Duration.ofSeconds(15);

    private final LiveRun run;
    private final RunContext context;
    private final Optional<MetricsEndpoint> endpoint;
    private final Thread engineThread;
    private final RunningEngines running = new RunningEngines();
    private final AtomicReference<Rejection> rejection = new AtomicReference<>();
    private final AtomicReference<String> endedEarly = new AtomicReference<>();
    private final AtomicReference<ThresholdResult> aborted = new AtomicReference<>();
    private final RunRules rules;
    private final DefaultObservers observers;
    private final AtomicBoolean finishing = new AtomicBoolean();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile ExitCode exitCode = ExitCode.INTERNAL_ERROR;
    private volatile boolean signalled;
    private volatile boolean asked;
    private volatile boolean refusedByRules;

    /** @param rules that Thresholds elements have said so far */
    RecordedRun(ElementSettings values, RunContext context, RunRules rules) throws Rejection {
        this.context = context;
        this.rules = rules;
        engineThread = Thread.currentThread();
        endpoint = MetricsEndpoint.open(values);
        try {
            observers = new DefaultObservers(values, context, rules::all, this::abort, endpoint);
            run = new LiveRun(
                    context.identity(),
                    context.directory(),
                    new RunRecording(values.duration(Setting.WARMUP), correction(values), new MonotonicClock()),
                    Catalogue.installed(),
                    context.forRecorder(),
                    System.out::println);
        } catch (Rejection reason) {
            endpoint.ifPresent(MetricsEndpoint::close);
            throw reason;
        }
    }

    private static Correction correction(ElementSettings values) throws Rejection {
        String setting = values.text(Setting.RESPONSE_CORRECTION);
        return Kind.WordOrTime.time(setting)
                .map(interval -> new Correction(true, interval))
                .orElse("off".equals(setting) ? Correction.OFF : Correction.OF_ARRIVALS);
    }

    /** Where collectors are registered; empty when nobody asked for an endpoint. */
    Optional<PrometheusRegistry> registry() {
        return endpoint.map(MetricsEndpoint::registry);
    }

    /** Says what is about to be measured, and listens to the end of the process. */
    void announce() {
        System.out.println(context.heading());
        observers.all().forEach(observer -> run.watch(observer, registry()));
        run.introduction().forEach(System.out::println);
        endpoint.ifPresent(open -> open.announce(System.out::println));
        if (JMeter.isNonGUI()) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::onExit, "pgsurge-exit"));
            Interruption.onSignals(this::isSignalled, this::stopNow);
        }
    }

    /** Begins to measure. */
    void start(EngineRun engine) {
        run.start();
        engine.onLoadEnd(run::loadEnded);
    }

    /** Adds an engine; for {@code host} see {@link CurrentRun#begin}. */
    void add(String host) {
        running.add(host);
        context.addAgent(host);
        if (rejection.get() != null) {
            running.stop(true);
        }
    }

    boolean isOver() {
        return finished.getCount() == 0;
    }

    /** Whether these are its rules. */
    boolean isJudgedBy(RunRules some) {
        return rules == some;
    }

    /** Takes what the file of rules says, and turns the test away when any rules do not fit. */
    void judge(String host) {
        try {
            rules.readFile();
        } catch (Rejection reason) {
            refuse(host, reason);
        }
        rules.refusal().ifPresent(reason -> refuse(host, reason));
    }

    /** Has a monitor watch it. */
    void watch(RunObserver monitor) {
        if (rejection.get() == null && EngineRun.current().rejection().isEmpty()) {
            run.watch(monitor, registry());
        }
    }

    void addRules(String host, Rules more) {
        rules.add(host, more);
    }

    /** Turns it away for its rules, before any load. */
    void refuse(String host, Rejection reason) {
        refusedByRules = true;
        if (host.isEmpty()) {
            EngineRun.current().reject(reason);
            rejection.compareAndSet(null, reason);
        } else {
            turnedAway(reason);
        }
    }

    private void abort(ThresholdResult broken) {
        if (aborted.compareAndSet(null, broken)) {
            System.out.println("pgsurge: " + broken.rule() + ": " + broken.finding());
            running.stop(true);
        }
    }

    /** Notes why the run ends before its time; the first reason holds. */
    void endsEarly(String reason) {
        endedEarly.compareAndSet(null, reason);
    }

    /** Notes the engine of this JVM, so that it can be stopped. */
    void runsOn(StandardJMeterEngine engine) {
        running.own(engine);
    }

    void record(SampleEvent event) {
        SampleResult result = event.getResult();
        Optional<Rejection> turnedAway = SampleResults.turnedAway(result);
        if (turnedAway.isPresent()) {
            turnedAway(turnedAway.get());
            return;
        }
        if (refusedByRules) {
            // a stock thread group may begin before JMeter's engine hears that it is to stop
            return;
        }
        Sample sample = Measurements.sample(result);
        observers.see(sample);
        if (context.isController()) {
            run.record(sample, event.getHostname(), result.getEndTime());
        } else {
            run.record(sample);
        }
    }

    private void turnedAway(Rejection reason) {
        if (rejection.compareAndSet(null, reason)) {
            if (!running.isOwn()) {
                System.err.println("pgsurge: " + reason.getMessage());
            }
            running.stop(true);
        }
    }

    /** An engine has ended. With the last one the run is finished. */
    void ended(String host) {
        if (host.isEmpty()) {
            EngineRun engine = EngineRun.current();
            engine.rejection().ifPresent(reason -> rejection.compareAndSet(null, reason));
            engine.end();
        }
        running.remove(host);
        if (running.isEmpty() && (rejection.get() != null || context.allAgentsSeen())) {
            finish();
        }
    }

    private void finish() {
        if (finishing.compareAndSet(false, true)) {
            Conclusion.Ending ending = new Conclusion.Ending(
                    Optional.ofNullable(rejection.get()),
                    Optional.ofNullable(endedEarly.get()),
                    asked,
                    Optional.empty(),
                    Optional.ofNullable(aborted.get()),
                    Optional.empty());
            exitCode = run.finish(ending, rules.all());
            CurrentRun.forgetMonitors();
            finished.countDown();
            if (!JMeter.isNonGUI()) {
                endpoint.ifPresent(MetricsEndpoint::finishInBackground);
            }
        }
    }

    /** Another test follows in this JVM. */
    void forget() {
        endpoint.ifPresent(MetricsEndpoint::close);
    }

    private void finishIterations() throws InterruptedException {
        System.out.println("pgsurge: stopping; iterations are finished first (another signal stops them now)");
        running.stop(false);
        if (!finished.await(FINISH_ITERATION.toMillis(), TimeUnit.MILLISECONDS)) {
            running.stop(true);
            finished.await(FINISH_ANYWAY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Whoever sends a signal waits for the figures of the run, but for nobody who scrapes them. */
    private void isSignalled() {
        signalled = true;
        endpoint.ifPresent(MetricsEndpoint::stopWaiting);
    }

    /** Whoever asked for the end does not want to wait for iterations. */
    private void stopNow() {
        System.out.println("pgsurge: stopping now");
        running.stop(true);
    }

    /** The JVM ends: by itself after the test, by a signal in the middle of it, or because JMeter gives up a hung test. */
    private void onExit() {
        try {
            if (running.isEmpty()) {
                endedEarly.compareAndSet(null, "not every agent has begun");
                finish();
            }
            if (finished.getCount() > 0) {
                if (signalled) {
                    asked = endedEarly.compareAndSet(null, "interrupted before its time was over");
                    finishIterations();
                } else {
                    endedEarly.compareAndSet(null, "JMeter could not stop its threads");
                }
                finish();
                finished.await(FINISH_ANYWAY.toMillis(), TimeUnit.MILLISECONDS);
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
