package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.jmeter.run.CurrentRun;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.outcome.Rejection;

/** A listener that has a server watched beside the load, by one monitor a test: on the controller when there are agents. */
public abstract class MonitorListener extends RunListener {
    private static final long serialVersionUID = 1;

    MonitorListener(String title) {
        super(title);
    }

    /**
     * What watches, not yet begun.
     *
     * @throws Rejection when a field does not fit
     */
    abstract RunObserver monitor(ElementSettings values) throws Rejection;

    @Override
    final void begin(String host) throws Rejection {
        CurrentRun.watch(this, host, monitor(new ElementSettings(this)));
    }
}
