package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.verdict.Rules;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Optional;
import org.apache.jmeter.JMeter;
import org.apache.jmeter.engine.StandardJMeterEngine;
import org.apache.jmeter.samplers.SampleEvent;
import org.apache.jmeter.testelement.TestElement;
import org.apache.jmeter.util.JMeterUtils;

/**
 * The test that this JVM records, as its elements reach it, which are told of a test one after the other and before or after
 * the recorder. Thread safe.
 *
 * <p>Static because JMeter hands a controller one copy of a listener for each agent, with nothing that connects them.
 */
public final class CurrentRun {
    private static volatile RecordedRun test;
    /** What Thresholds elements have said before the recorder was told of the test. */
    private static RunRules early = new RunRules();

    private static Monitors monitors = new Monitors();

    private CurrentRun() {}

    /**
     * Where whatever watches the test registers series of its own; empty before the test begins, and when nobody asked for
     * an endpoint.
     */
    static Optional<PrometheusRegistry> registry() {
        RecordedRun current = test;
        return current == null ? Optional.empty() : current.registry();
    }

    /**
     * An engine begins: this one (no host), or an agent. Throws nothing: on a controller an exception would go to the
     * agent, and both would wait for ever.
     */
    public static synchronized void begin(ElementSettings values, String host) {
        // without a GUI a JVM runs one test: an agent that comes late belongs to it, whatever became of the others
        if (!isRecording()) {
            EngineRun engine = EngineRun.current();
            if (test != null) {
                test.forget();
            }
            try {
                test = new RecordedRun(values, new RunContext(engine, host), early);
            } catch (Rejection reason) {
                engine.reject(reason);
                monitors = new Monitors();
                exitWith(reason.exitCode());
                return;
            }
            test.announce();
            // their first readings take time that is no part of the run
            monitors.begin(test::watch);
            test.start(engine);
        }
        if (test.isJudgedBy(early)) {
            early = new RunRules();
            test.judge(host);
        }
        test.add(host);
        monitors.begin(test::watch);
    }

    private static boolean isRecording() {
        return test != null && (!test.isOver() || JMeter.isNonGUI());
    }

    /**
     * Has the monitor of an element watch the test.
     *
     * @param host which engine it is, see {@link #begin}
     * @throws Rejection when another element of its kind does so
     */
    public static synchronized void watch(TestElement element, String host, RunObserver monitor) throws Rejection {
        monitors.add(element, host, monitor);
        if (isRecording()) {
            monitors.begin(test::watch);
        }
    }

    /** The test is over: the next one has monitors of its own. */
    static synchronized void forgetMonitors() {
        monitors = new Monitors();
    }

    /** Adds rules of a Thresholds element. */
    public static synchronized void addRules(String host, Rules rules) {
        if (isRecording()) {
            test.addRules(host, rules);
        } else {
            early.add(host, rules);
        }
    }

    /** Turns the test away for its rules, before any load; for {@code host} see {@link #begin}. */
    public static synchronized void refuse(String host, Rejection reason) {
        if (isRecording()) {
            test.refuse(host, reason);
        } else {
            if (host.isEmpty()) {
                EngineRun.current().reject(reason);
            }
            early.refuse(reason);
        }
    }

    /** Turns a test away that nothing records. */
    public static synchronized void refuseUnrecorded(String host, Rejection reason) {
        if (host.isEmpty()) {
            EngineRun.current().reject(reason);
        } else {
            RunningEngines.stopAgent(host);
        }
        if (early.refuse(reason)) {
            if (!host.isEmpty()) {
                System.err.println("pgsurge: " + reason.getMessage());
            }
            exitWith(reason.exitCode());
        }
    }

    /** For a test that could not even be recorded. */
    private static void exitWith(ExitCode code) {
        if (JMeter.isNonGUI() && JMeterUtils.getPropDefault(RecordedRun.EXIT_PROPERTY, false)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(code.code()), "pgsurge-exit"));
        }
    }

    /** Notes why the test of this JVM ends before its time. */
    public static void endsEarly(String reason) {
        RecordedRun current = test;
        if (current != null) {
            current.endsEarly(reason);
        }
    }

    /** Notes the engine that the calling thread of the test belongs to. */
    public static void runsOn(StandardJMeterEngine engine) {
        RecordedRun current = test;
        if (current != null && engine != null) {
            current.runsOn(engine);
        }
    }

    public static void record(SampleEvent event) {
        RecordedRun current = test;
        if (current != null) {
            current.record(event);
        }
    }

    /** An engine has ended; with the last one the test is over. */
    public static void ended(String host) {
        RecordedRun current = test;
        if (current != null) {
            current.ended(host);
        }
    }
}
