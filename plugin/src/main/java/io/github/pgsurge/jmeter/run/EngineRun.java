package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.metrics.ResourceLock;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.run.RunId;
import io.github.pgsurge.settings.Setting;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.jmeter.JMeter;
import org.apache.jmeter.engine.StandardJMeterEngine;
import org.apache.jmeter.threads.JMeterContextService;
import org.apache.jmeter.threads.JMeterVariables;
import org.apache.jmeter.util.JMeterUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the pgsurge elements of one test share on one engine: its settings, its run id, what they have published for each
 * other, and whether the run was turned away. It lives in the test's JMeter variables, which JMeter makes anew for
 * every test and copies to every thread, so that nothing is left over for the next test of the same JVM. Thread safe.
 */
public final class EngineRun {
    private static final Logger log = LoggerFactory.getLogger(EngineRun.class);
    private static final String VARIABLE = "pgsurge.run";

    /** By what a published thing is found. */
    private record Key(Class<?> type, Object name) {}

    private final AtomicReference<Rejection> rejection = new AtomicReference<>();
    private final Map<Key, Object> published = new ConcurrentHashMap<>();
    private final String generatedRunId = RunId.generate();
    private final Deque<Runnable> closings = new ConcurrentLinkedDeque<>();
    private final AtomicReference<Runnable> loadEnd = new AtomicReference<>(() -> {});
    private final Queue<Step> checks = new ConcurrentLinkedQueue<>();
    private final ResourceLock checking = new ResourceLock();
    private volatile boolean checked;
    private volatile String agent = "";

    private EngineRun() {}

    /** The run of the current test; to be called from the engine's thread or a thread of the test. */
    public static EngineRun current() {
        JMeterVariables variables = JMeterContextService.getContext().getVariables();
        if (variables == null) {
            variables = new JMeterVariables();
            JMeterContextService.getContext().setVariables(variables);
        }
        EngineRun run = (EngineRun) variables.getObject(VARIABLE);
        if (run == null) {
            run = new EngineRun();
            try {
                variables.putObject(VARIABLE, run);
            } catch (UnsupportedOperationException controller) {
                // a controller runs no test of its own: its variables are read-only, and there is nothing to share
                log.debug("No test runs on this engine");
            }
        }
        return run;
    }

    /** Says which agent of a distributed test this engine is; empty when JMeter runs alone. */
    public void agent(String host) {
        agent = host;
    }

    /** The agent's {@code host:port}; empty when JMeter runs alone. */
    public String agent() {
        return agent;
    }

    /** The id of this run: the setting, or one made of the time. */
    public String runId() {
        try {
            String set = JMeterSettings.current().text(Setting.RUN_ID);
            return set.isEmpty() ? generatedRunId : set;
        } catch (Rejection notLoaded) {
            return generatedRunId;
        }
    }

    /**
     * Publishes something for the other elements. Things of different types under one name do not displace each other.
     *
     * @param name by which they refer to it: a variable name, or any value that says which it is
     */
    public <T> void publish(Object name, Class<T> type, T thing) {
        published.put(new Key(type, name), thing);
    }

    /** What was published of that type under a name. */
    public <T> Optional<T> published(Object name, Class<T> type) {
        return Optional.ofNullable(type.cast(published.get(new Key(type, name))));
    }

    /** What stands of that type under a name, made by the first who asks. */
    public <T> T shared(Object name, Class<T> type, Supplier<T> make) {
        return type.cast(published.computeIfAbsent(new Key(type, name), absent -> make.get()));
    }

    /** Everything published of that type, by name. */
    public <T> Map<String, T> published(Class<T> type) {
        Map<String, T> things = new TreeMap<>();
        published.forEach((key, thing) -> {
            if (key.type() == type) {
                things.put(key.name().toString(), type.cast(thing));
            }
        });
        return things;
    }

    /**
     * Turns the run away. Alone, the engine stops at once. On an agent it goes on to the first sample, which fails and
     * carries the rejection to the controller: an agent that stopped by itself would leave the others running.
     */
    public void reject(Rejection reason) {
        if (!rejection.compareAndSet(null, reason)) {
            return;
        }
        log.error(
                "Run turned away (exit code {}): {}", reason.exitCode().code(), reason.getMessage(), reason.getCause());
        if (!agent.isEmpty()) {
            return;
        }
        if (JMeter.isNonGUI()) {
            System.err.println("pgsurge: " + reason.getMessage());
        } else {
            JMeterUtils.reportErrorToUser(reason.getMessage(), "pgsurge");
        }
        StandardJMeterEngine.stopEngineNow();
    }

    /** Why the run was turned away, if it was. */
    public Optional<Rejection> rejection() {
        return Optional.ofNullable(rejection.get());
    }

    /** Has something checked when every element has been told of the test, and before any sample. */
    public void beforeLoad(Step check) {
        checks.add(check);
    }

    /** Makes those checks, once; threads that come meanwhile wait for their end. */
    public void ready() {
        if (checked) {
            return;
        }
        try (ResourceLock ignored = checking.obtain()) {
            for (Step check = checks.poll(); check != null; check = checks.poll()) {
                step(check);
            }
            checked = true;
        }
    }

    /** Has something closed when the test ends, in the reverse order of opening, whichever element is told of it first. */
    public void onEnd(Runnable closing) {
        closings.push(closing);
    }

    /** Has something done when the load has ended, before anything is closed; the last to ask is heard. */
    void onLoadEnd(Runnable action) {
        loadEnd.set(action);
    }

    /** Closes what was opened; later calls do nothing. */
    public void end() {
        loadEnd.getAndSet(() -> {}).run();
        for (Runnable closing = closings.poll(); closing != null; closing = closings.poll()) {
            try {
                closing.run();
            } catch (RuntimeException defect) {
                log.error("Something could not be closed at the end of the test", defect);
            }
        }
    }

    /** Runs one step of an element's start; a rejection turns the run away, and after one no further step is run. */
    public void step(Step step) {
        if (rejection.get() != null) {
            return;
        }
        try {
            step.run();
        } catch (Rejection reason) {
            reject(reason);
        }
    }

    /** A step that may turn the run away. */
    @FunctionalInterface
    public interface Step {
        void run() throws Rejection;
    }
}
