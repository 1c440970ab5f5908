package io.github.pgsurge.jmeter;

import io.github.pgsurge.verdict.Rejection;
import io.github.pgsurge.verdict.Rules;
import java.util.List;
import org.apache.jmeter.engine.util.NoThreadClone;
import org.apache.jmeter.samplers.Remoteable;
import org.apache.jmeter.testelement.AbstractTestElement;
import org.apache.jmeter.testelement.TestStateListener;
import org.apache.jmeter.visualizers.backend.Backend;

/**
 * Thresholds: rules over what the Run Recorder records, which make the verdict. Several of them add up.
 *
 * <p>In a distributed test there is one copy for each agent, all on the controller; the rules are judged once. {@link Backend}
 * is what makes JMeter resolve the field of such a copy.
 */
public final class Thresholds extends AbstractTestElement
        implements TestStateListener, Remoteable, NoThreadClone, Backend {
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
                    + " THRESHOLDS takes the place of these rules.",
            "A rule a line, # begins a comment. Example: latency{getFeed} p95 < 100ms, fail > 300ms"));

    @Override
    public void testStarted() {
        testStarted("");
    }

    @Override
    public void testStarted(String host) {
        try {
            RunRules.requireRecorder(TITLE);
        } catch (Rejection reason) {
            RecordedTest.refuseUnrecorded(host, reason);
            return;
        }
        try {
            if (!RunRules.areInAFile()) {
                RecordedTest.addRules(host, RunRules.checked(Rules.parse(getName(), getPropertyAsString(RULES))));
            }
        } catch (Rejection reason) {
            RecordedTest.refuse(host, reason);
        }
    }

    @Override
    public void testEnded() {
        // the recorder judges at its own end
    }

    @Override
    public void testEnded(String host) {
        testEnded();
    }
}
