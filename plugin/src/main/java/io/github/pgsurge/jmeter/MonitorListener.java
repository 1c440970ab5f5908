package io.github.pgsurge.jmeter;

import io.github.pgsurge.report.RunMonitor;
import io.github.pgsurge.verdict.Rejection;
import java.util.Optional;
import org.apache.jmeter.engine.util.NoThreadClone;
import org.apache.jmeter.samplers.Remoteable;
import org.apache.jmeter.testelement.AbstractTestElement;
import org.apache.jmeter.testelement.TestStateListener;
import org.apache.jmeter.visualizers.backend.Backend;

/**
 * A listener that has a server watched beside the load, by one poller a test: on the controller when there are agents, where
 * it has one copy for each of them. {@link Backend} is what makes JMeter resolve the fields of such a copy.
 */
abstract class MonitorListener extends AbstractTestElement
        implements TestStateListener, Remoteable, NoThreadClone, Backend {
    private static final long serialVersionUID = 1;

    private final String title;

    MonitorListener(String title) {
        this.title = title;
    }

    /**
     * What watches, not yet begun; empty when there is nothing to watch, of which the element has told.
     *
     * @throws Rejection when a field does not fit
     */
    abstract Optional<RunMonitor> monitor(Values values) throws Rejection;

    @Override
    public void testStarted() {
        testStarted("");
    }

    @Override
    public void testStarted(String host) {
        try {
            RunRules.requireRecorder(title);
        } catch (Rejection reason) {
            RecordedTest.refuseUnrecorded(host, reason);
            return;
        }
        try {
            Optional<RunMonitor> monitor = monitor(new Values(this));
            if (monitor.isPresent()) {
                RecordedTest.watch(getName(), monitor.get());
            }
        } catch (Rejection reason) {
            RecordedTest.refuse(host, reason);
        }
    }

    @Override
    public void testEnded() {
        // the recorder closes what watches
    }

    @Override
    public void testEnded(String host) {
        testEnded();
    }
}
