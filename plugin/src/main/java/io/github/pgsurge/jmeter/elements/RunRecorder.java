package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.jmeter.run.CurrentRun;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.PlannedElements;
import io.github.pgsurge.jmeter.run.RecordedRun;
import io.github.pgsurge.jmeter.run.StockTiming;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.util.List;
import org.apache.jmeter.engine.util.NoThreadClone;
import org.apache.jmeter.samplers.Remoteable;
import org.apache.jmeter.samplers.SampleEvent;
import org.apache.jmeter.samplers.SampleListener;
import org.apache.jmeter.testelement.AbstractTestElement;
import org.apache.jmeter.testelement.TestStateListener;
import org.apache.jmeter.visualizers.backend.Backend;

/**
 * Run Recorder: figures over all samples of the run, the run directory, the live line, and the exit code.
 *
 * <p>In a distributed test there is one copy for each agent, all on the controller and called by RMI threads; they share
 * one {@link RecordedRun}. {@link Backend} is what makes JMeter resolve the fields of such a copy.
 */
public final class RunRecorder extends AbstractTestElement
        implements SampleListener, StockTiming, TestStateListener, Remoteable, NoThreadClone, Backend {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "Run Recorder";

    /** Its fields. */
    public static final List<Field> FIELDS = List.of(
            Field.of(Setting.REPORT_INTERVAL, "Report interval"),
            Field.of(Setting.WARMUP, "Warm-up"),
            Field.of(Setting.RESPONSE_CORRECTION, "Correction of response times"));

    /** Refuses a plan in which nothing records what an element of that kind is about. */
    static void require(String title) throws Rejection {
        if (!PlannedElements.has(RunRecorder.class).orElse(true)) {
            throw Rejection.usage("the plan has " + title + " but no " + TITLE
                    + ", so that nothing is recorded that it could be about; add a " + TITLE);
        }
    }

    @Override
    public void testStarted() {
        CurrentRun.begin(new ElementSettings(this), "");
    }

    @Override
    public void testStarted(String host) {
        CurrentRun.begin(new ElementSettings(this), host);
    }

    @Override
    public void sampleOccurred(SampleEvent event) {
        CurrentRun.record(event);
    }

    @Override
    public void sampleStarted(SampleEvent event) {
        // a sample counts when it is finished
    }

    @Override
    public void sampleStopped(SampleEvent event) {
        // a sample counts when it is finished
    }

    @Override
    public void testEnded() {
        CurrentRun.ended("");
    }

    @Override
    public void testEnded(String host) {
        CurrentRun.ended(host);
    }
}
