package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.jmeter.run.CurrentRun;
import io.github.pgsurge.outcome.Rejection;
import org.apache.jmeter.engine.util.NoThreadClone;
import org.apache.jmeter.samplers.Remoteable;
import org.apache.jmeter.testelement.AbstractTestElement;
import org.apache.jmeter.testelement.TestStateListener;
import org.apache.jmeter.visualizers.backend.Backend;

/**
 * A listener that adds to what the Run Recorder makes of a test. With agents there is one copy for each of them, all on the
 * controller; {@link Backend} is what makes JMeter resolve the fields of such a copy.
 */
abstract class RunListener extends AbstractTestElement
        implements TestStateListener, Remoteable, NoThreadClone, Backend {
    private static final long serialVersionUID = 1;

    private final String title;

    /** @param title its name in JMeter's menus */
    RunListener(String title) {
        this.title = title;
    }

    /**
     * The test begins, here or on an agent.
     *
     * @param host which engine it is, see {@link CurrentRun#begin}
     * @throws Rejection to turn the test away
     */
    abstract void begin(String host) throws Rejection;

    @Override
    public void testStarted() {
        testStarted("");
    }

    @Override
    public void testStarted(String host) {
        try {
            RunRecorder.require(title);
        } catch (Rejection reason) {
            CurrentRun.refuseUnrecorded(host, reason);
            return;
        }
        try {
            begin(host);
        } catch (Rejection reason) {
            CurrentRun.refuse(host, reason);
        }
    }

    @Override
    public void testEnded() {
        // the recorder knows when the test is over
    }

    @Override
    public void testEnded(String host) {
        testEnded();
    }
}
