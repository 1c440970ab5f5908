package io.github.pgsurge.pgbouncer.lint;

import java.util.ArrayList;
import java.util.List;

/** Collects what the rules find. Not thread safe. */
final class LintFindings {
    private static final int MOST_CHARACTERS = 2_000;

    private final List<LintFinding> all = new ArrayList<>();

    void error(Place place, String rule, String message, String remedy) {
        add(Severity.ERROR, place, rule, message, remedy);
    }

    void warning(Place place, String rule, String message, String remedy) {
        add(Severity.WARNING, place, rule, message, remedy);
    }

    void info(Place place, String rule, String message, String remedy) {
        add(Severity.INFO, place, rule, message, remedy);
    }

    /** One line, that no terminal takes for a command, however odd the file is. */
    private void add(Severity severity, Place place, String rule, String message, String remedy) {
        String line = message.replaceAll("\\p{Cntrl}", "?");
        int half = MOST_CHARACTERS / 2;
        all.add(new LintFinding(
                severity,
                place,
                rule,
                line.length() <= MOST_CHARACTERS
                        ? line
                        : line.substring(0, half) + " ... " + line.substring(line.length() - half),
                remedy));
    }

    List<LintFinding> all() {
        return List.copyOf(all);
    }
}
