package io.github.pgsurge.jmeter;

import io.github.pgsurge.metrics.Correction;
import io.github.pgsurge.metrics.MonotonicClock;
import io.github.pgsurge.metrics.RunRecording;
import io.github.pgsurge.metrics.Sample;
import io.github.pgsurge.report.ClientCheck;
import io.github.pgsurge.report.DriftObserver;
import io.github.pgsurge.report.Interruption;
import io.github.pgsurge.report.LiveRun;
import io.github.pgsurge.report.RunObserver;
import io.github.pgsurge.settings.Kind;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.verdict.ExitCode;
import io.github.pgsurge.verdict.Rejection;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.jmeter.JMeter;
import org.apache.jmeter.engine.ClientJMeterEngine;
import org.apache.jmeter.engine.StandardJMeterEngine;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.util.JMeterUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The test that this JVM records, alone or as the controller of agents: begins with the first engine, ends with the last,
 * stops all engines when one was turned away or a signal came, and sets the exit code. Thread safe.
 *
 * <p>Static because JMeter hands a controller one copy of the listener for each agent, with nothing that connects them.
 */
final class RecordedTest {
    /** JMeter property: exit with the verdict's code. */
    static final String EXIT_PROPERTY = "pgsurge.exit";

    private static final Logger log = LoggerFactory.getLogger(RecordedTest.class);
    private static final Duration FINISH_ITERATION = Duration.ofSeconds(30);
    private static final Duration FINISH_ANYWAY = Duration.ofSeconds(15);

    private static volatile RecordedTest current;

    private final LiveRun run;
    private final EngineFacts facts;
    private final Optional<MetricsEndpoint> endpoint;
    private final Thread engineThread;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Rejection> rejection = new AtomicReference<>();
    private final AtomicReference<String> endedEarly = new AtomicReference<>();
    private final AtomicReference<StandardJMeterEngine> engine = new AtomicReference<>();
    private final AtomicBoolean finishing = new AtomicBoolean();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile ExitCode exitCode = ExitCode.INTERNAL_ERROR;

    private RecordedTest(Values values, EngineFacts facts) throws Rejection {
        this.facts = facts;
        engineThread = Thread.currentThread();
        endpoint = MetricsEndpoint.open(values);
        try {
            run = new LiveRun(
                    facts.identity(),
                    facts.directory(),
                    new RunRecording(values.duration(Setting.WARMUP), correction(values), new MonotonicClock()),
                    facts,
                    observers(values),
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

    private List<RunObserver> observers(Values values) throws Rejection {
        List<RunObserver> observers = new ArrayList<>();
        observers.add(RunDisplay.of(values.duration(Setting.REPORT_INTERVAL), facts::planned));
        observers.add(new DriftObserver(facts::database, facts::gateway));
        observers.add(new ClientCheck(List.of(facts::lag)));
        endpoint.ifPresent(open -> observers.add(open.observer(facts.identity())));
        return observers;
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
        if (current == null || (current.finished.getCount() == 0 && !JMeter.isNonGUI())) {
            EngineRun engine = EngineRun.current();
            if (current != null) {
                current.endpoint.ifPresent(MetricsEndpoint::close);
            }
            try {
                current = new RecordedTest(values, new EngineFacts(engine, host));
            } catch (Rejection reason) {
                engine.reject(reason);
                exitWith(reason.exitCode());
                return;
            }
            current.run.start();
            engine.onLoadEnd(current.run::loadEnded);
            current.facts.announce(System.out::println);
            current.endpoint.ifPresent(open -> open.announce(System.out::println));
            if (JMeter.isNonGUI()) {
                Runtime.getRuntime().addShutdownHook(new Thread(current::onExit, "pgsurge-exit"));
                Interruption.onSignals(current::isSignalled, current::stopNow);
            }
        }
        current.running.add(host);
        current.facts.addAgent(host);
        if (current.rejection.get() != null) {
            current.stopEngines(true);
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

    /**
     * Notes the engine that the calling thread of the test belongs to. JMeter's static calls reach an engine for its first
     * stop only, a graceful one as well, and would not hurry it.
     */
    static void runsOn(StandardJMeterEngine engine) {
        RecordedTest test = current;
        if (test != null && engine != null) {
            test.engine.compareAndSet(null, engine);
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
        Sample sample = Measurements.sample(result);
        test.run.record(sample);
    }

    private void turnedAway(Rejection reason) {
        if (rejection.compareAndSet(null, reason)) {
            if (!running.contains("")) {
                System.err.println("pgsurge: " + reason.getMessage());
            }
            stopEngines(true);
        }
    }

    /** Stops every engine of the test; {@code now} without waiting for iterations to finish. */
    private void stopEngines(boolean now) {
        for (String host : running) {
            if (!host.isEmpty()) {
                stopAgent(host, now);
            } else {
                stopThisEngine(now);
            }
        }
    }

    private void stopThisEngine(boolean now) {
        StandardJMeterEngine known = engine.get();
        if (known != null) {
            known.stopTest(now);
        } else if (now) {
            StandardJMeterEngine.stopEngineNow();
        } else {
            StandardJMeterEngine.stopEngine();
        }
    }

    private static void stopAgent(String host, boolean now) {
        Thread caller = new Thread(
                () -> {
                    try {
                        new ClientJMeterEngine(host).stopTest(now);
                    } catch (Exception unreachable) {
                        log.error("Agent {} could not be stopped", host, unreachable);
                    }
                },
                "pgsurge-stop-" + host);
        caller.setDaemon(true);
        caller.start();
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
            facts.doubt().ifPresent(doubt -> endedEarly.compareAndSet(null, doubt));
            exitCode = run.finish(Optional.ofNullable(rejection.get()), Optional.ofNullable(endedEarly.get()));
            finished.countDown();
            if (!JMeter.isNonGUI()) {
                endpoint.ifPresent(MetricsEndpoint::finishInBackground);
            }
        }
    }

    /** Whoever sends a signal waits for the figures of the run, but for nobody who scrapes them. */
    private void isSignalled() {
        endpoint.ifPresent(MetricsEndpoint::stopWaiting);
    }

    /** Whoever asked for the end does not want to wait for iterations. */
    private void stopNow() {
        System.out.println("pgsurge: stopping now");
        stopEngines(true);
    }

    /** The JVM ends: by itself after the test, or by a signal in the middle of it. */
    private void onExit() {
        try {
            if (running.isEmpty()) {
                endedEarly.compareAndSet(null, "not every agent has begun");
                finish();
            }
            if (finished.getCount() > 0) {
                endedEarly.compareAndSet(null, "interrupted before its time was over");
                System.out.println("pgsurge: stopping; iterations are finished first (another signal stops them now)");
                stopEngines(false);
                if (!finished.await(FINISH_ITERATION.toMillis(), TimeUnit.MILLISECONDS)) {
                    stopEngines(true);
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
