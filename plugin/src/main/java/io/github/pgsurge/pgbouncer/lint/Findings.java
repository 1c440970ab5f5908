package io.github.pgsurge.pgbouncer.lint;

import java.util.ArrayList;
import java.util.List;

/** Collects what the rules find. Not thread safe. */
final class Findings {
    private final List<LintFinding> all = new ArrayList<>();

    void error(Place place, String rule, String message, String remedy) {
        all.add(new LintFinding(Severity.ERROR, place, rule, message, remedy));
    }

    void warning(Place place, String rule, String message, String remedy) {
        all.add(new LintFinding(Severity.WARNING, place, rule, message, remedy));
    }

    void info(Place place, String rule, String message, String remedy) {
        all.add(new LintFinding(Severity.INFO, place, rule, message, remedy));
    }

    List<LintFinding> all() {
        return List.copyOf(all);
    }
}
