package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.jmeter.run.CurrentRun;
import io.github.pgsurge.jmeter.run.RunRules;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.verdict.Rules;
import java.util.List;

/**
 * Thresholds: rules over what the Run Recorder records, which make the verdict. Several of them add up.
 *
 * <p>In a distributed test the rules are judged once.
 */
public final class Thresholds extends RunListener {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "Thresholds";

    private static final String RULES = "rules";

    /** Its fields. */
    public static final List<Field> FIELDS = List.of(Field.lines(
            RULES,
            "Rules",
            "",
            "What the run has to hold: a metric, a bound, and after 'fail' a second bound, between which the run passes with"
                    + " a warning. 'abort after 30s' ends a run that has broken the rule for that long. A file given by"
                    + " " + Setting.THRESHOLDS + " takes the place of these rules.",
            "A rule a line, # begins a comment. Example: latency{getFeed} p95 < 100ms, fail > 300ms"));

    /** Made by JMeter. */
    public Thresholds() {
        super(TITLE);
    }

    @Override
    void begin(String host) throws Rejection {
        if (!RunRules.areInAFile()) {
            CurrentRun.addRules(
                    host, RunRules.checked(Rules.parse(Catalogue.installed(), getName(), getPropertyAsString(RULES))));
        }
    }
}
