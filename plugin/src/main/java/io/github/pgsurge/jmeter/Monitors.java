package io.github.pgsurge.jmeter;

import io.github.pgsurge.report.RunMonitor;
import io.github.pgsurge.verdict.Rejection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The monitors of a test: one of a kind, however many copies of its element JMeter makes. Not thread safe; {@link
 * RecordedTest} guards it.
 */
final class Monitors {
    private record Named(String name, RunMonitor monitor) {}

    private final Map<Class<?>, Named> waiting = new LinkedHashMap<>();
    private final Map<Class<?>, Named> begun = new LinkedHashMap<>();

    /**
     * Adds one, unless a copy of the same element has done so.
     *
     * @param name of the element
     * @throws Rejection when another element of that kind is there: both would watch, and one would be reported
     */
    void add(String name, RunMonitor monitor) throws Rejection {
        Named known = begun.getOrDefault(monitor.getClass(), waiting.get(monitor.getClass()));
        if (known == null) {
            waiting.put(monitor.getClass(), new Named(name, monitor));
        } else if (!known.name().equals(name)) {
            throw Rejection.usage("the plan has two monitors of one kind, '" + known.name() + "' and '" + name
                    + "'; keep one, which can watch several servers");
        }
    }

    /** Hands over those that have not been handed over yet. */
    void begin(Consumer<RunMonitor> beginning) {
        begun.putAll(waiting);
        waiting.values().forEach(named -> beginning.accept(named.monitor()));
        waiting.clear();
    }
}
