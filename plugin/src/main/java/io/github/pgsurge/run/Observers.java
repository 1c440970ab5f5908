package io.github.pgsurge.run;

import io.github.pgsurge.evidence.Estimate;
import io.github.pgsurge.evidence.RunMonitor;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.verdict.Conclusion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who looks at a run, in this order. One that fails costs the others nothing, nor the run. Thread safe. */
final class Observers {
    private static final Logger log = LoggerFactory.getLogger(Observers.class);

    private final List<RunObserver> all;

    Observers(List<RunObserver> observers) {
        all = new CopyOnWriteArrayList<>(observers);
    }

    /** Has a monitor begin, and look from now on. */
    void begin(RunMonitor monitor, RunMonitor.Surroundings surroundings) {
        shielded(() -> monitor.begin(surroundings));
        all.add(monitor);
    }

    void observe(RunObserver.Moment moment) {
        each(observer -> observer.observe(moment));
    }

    /** The ending with what they found. */
    Conclusion.Ending conclude(Conclusion.Ending ending) {
        return ending.seenBy(first(RunObserver::doubt), first(RunObserver::wrongAnswers));
    }

    private Optional<String> first(Function<RunObserver, Optional<String>> finding) {
        List<String> findings = new ArrayList<>();
        each(observer -> finding.apply(observer).ifPresent(findings::add));
        return findings.stream().findFirst();
    }

    /** Their blocks of run.json besides those, field by field, as several may know something of one thing. */
    SortedMap<String, Map<String, Object>> blocks(SortedMap<String, Map<String, Object>> others) {
        SortedMap<String, Map<String, Object>> blocks = new TreeMap<>();
        add(others, blocks);
        each(observer -> add(observer.blocks(), blocks));
        return blocks;
    }

    private static void add(Map<String, Map<String, Object>> more, Map<String, Map<String, Object>> blocks) {
        more.forEach((name, fields) ->
                blocks.computeIfAbsent(name, absent -> new LinkedHashMap<>()).putAll(fields));
    }

    Map<String, Estimate> figures() {
        Map<String, Estimate> figures = new HashMap<>();
        each(observer -> figures.putAll(observer.figures()));
        return figures;
    }

    Map<String, Object> environment() {
        Map<String, Object> environment = new LinkedHashMap<>();
        each(observer -> environment.putAll(observer.environment()));
        return environment;
    }

    void remark(Consumer<String> out) {
        each(observer -> observer.remarks().forEach(out));
    }

    void close() {
        each(RunObserver::close);
    }

    private void each(Consumer<RunObserver> step) {
        all.forEach(observer -> shielded(() -> step.accept(observer)));
    }

    private static void shielded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException defect) {
            log.error("An observer of the run failed; the run goes on", defect);
        }
    }
}
