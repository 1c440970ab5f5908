package io.github.pgsurge.run;

import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.verdict.Conclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who looks at a run, in this order. One that fails costs the others nothing, nor the run. Thread safe. */
final class Observers {
    private static final Logger log = LoggerFactory.getLogger(Observers.class);

    private final List<RunObserver> all = new CopyOnWriteArrayList<>();

    /** Has one begin, and look from now on. */
    void begin(RunObserver observer, RunObserver.Surroundings surroundings) {
        shielded(() -> observer.begin(surroundings));
        all.add(observer);
    }

    /** Lines on what is about to be measured. */
    List<String> introduction() {
        List<String> lines = new ArrayList<>();
        each(observer -> lines.addAll(observer.introduction()));
        return lines;
    }

    void observe(RunObserver.Moment moment) {
        each(observer -> observer.observe(moment));
    }

    /** The gauges of this moment. */
    Findings live() {
        return together(RunObserver::live);
    }

    /** Everything that they found out. Where two report the same name, the later observer wins. */
    Findings findings() {
        return together(RunObserver::findings);
    }

    private Findings together(Function<RunObserver, Findings> part) {
        Findings.Builder findings = Findings.builder();
        each(observer -> findings.putAll(part.apply(observer)));
        return findings.build();
    }

    /** Clauses of the line that shows this moment. */
    List<String> status() {
        List<String> clauses = new ArrayList<>();
        each(observer -> observer.status().ifPresent(clauses::add));
        return clauses;
    }

    /** The ending, with the first doubt and the first proof of wrong answers that any observer has. */
    Conclusion.Ending conclude(Conclusion.Ending ending) {
        return ending.seenBy(first(RunObserver::doubt), first(RunObserver::wrongAnswers));
    }

    private Optional<String> first(Function<RunObserver, Optional<String>> finding) {
        List<String> found = new ArrayList<>();
        each(observer -> finding.apply(observer).ifPresent(found::add));
        return found.stream().findFirst();
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
