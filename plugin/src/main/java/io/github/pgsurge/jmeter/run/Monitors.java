package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.outcome.Rejection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.jmeter.testelement.TestElement;

/**
 * The monitors of a test: one of a kind, however many copies of its element JMeter makes, which is one for each agent. Not
 * thread safe; {@link CurrentRun} guards it.
 */
final class Monitors {
    private static final class Kind {
        private final String element;
        private final RunObserver monitor;
        private final Set<String> hosts = new HashSet<>();
        private boolean begun;

        private Kind(String element, RunObserver monitor) {
            this.element = element;
            this.monitor = monitor;
        }
    }

    private final Map<Class<?>, Kind> kinds = new LinkedHashMap<>();

    /**
     * Adds that of an element, unless a copy of the element has added its own.
     *
     * @param host of the agent that the copy is for
     * @throws Rejection when the plan has a second monitor of this kind: only one could be reported
     */
    void add(TestElement element, String host, RunObserver monitor) throws Rejection {
        Kind kind = kinds.computeIfAbsent(element.getClass(), absent -> new Kind(element.getName(), monitor));
        if (!kind.hosts.add(host)) {
            throw Rejection.usage("the plan has two monitors of one kind, '" + kind.element + "' and '"
                    + element.getName() + "'; keep one, which can watch several servers");
        }
    }

    /** Hands over those that have not been handed over yet. */
    void begin(Consumer<RunObserver> beginning) {
        for (Kind kind : kinds.values()) {
            if (!kind.begun) {
                kind.begun = true;
                beginning.accept(kind.monitor);
            }
        }
    }
}
