package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.plan.PlanFile;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.verdict.Rules;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.jmeter.JMeter;

/**
 * The rules that a test has to hold: those of the file that the settings name, else those of its Thresholds elements. Thread
 * safe.
 */
public final class RunRules {
    private volatile Rules ofFile = Rules.NONE;
    private final Map<String, Rules> ofElements = new ConcurrentHashMap<>();
    private final AtomicReference<Rejection> refusal = new AtomicReference<>();

    /** Whether a file takes the place of what the plan says. */
    public static boolean areInAFile() throws Rejection {
        return !file().isEmpty();
    }

    private static String file() throws Rejection {
        return JMeterSettings.current().text(Setting.THRESHOLDS);
    }

    /** Reads the file, when there is one. */
    void readFile() throws Rejection {
        if (areInAFile()) {
            ofFile = checked(Rules.read(Catalogue.installed(), Path.of("").toAbsolutePath(), file()));
        }
    }

    /** Adds those of an element, which a controller is told by each agent's copy of it. */
    void add(String host, Rules rules) {
        ofElements.merge(host, rules, Rules::plus);
    }

    /** Notes why the rules turn the test away; whether it is the first reason. */
    boolean refuse(Rejection reason) {
        return refusal.compareAndSet(null, reason);
    }

    /** Why the rules turned the test away before it was recorded, if they did. */
    Optional<Rejection> refusal() {
        return Optional.ofNullable(refusal.get());
    }

    /** All of them. */
    Rules all() {
        // an agent that has just begun may not have told all of its copies yet
        return ofFile.isEmpty()
                ? ofElements.values().stream()
                        .max(Comparator.comparingInt(rules -> rules.list().size()))
                        .orElse(Rules.NONE)
                : ofFile;
    }

    /** The rules, when every label of theirs is in the plan or cannot be known yet. */
    public static Rules checked(Rules rules) throws Rejection {
        Optional<Path> plan = JMeter.isNonGUI() ? RunContext.planFile() : Optional.empty();
        if (plan.isPresent() && !rules.isEmpty()) {
            Optional<Set<String>> labels = PlanFile.read(plan.get()).labels();
            if (labels.isPresent()) {
                rules.checkLabels(labels.get());
            }
        }
        return rules;
    }
}
