package io.github.pgsurge.jmeter;

import io.github.pgsurge.report.RunMonitor;
import io.github.pgsurge.verdict.Rejection;

/** A listener that has a server watched beside the load, by one monitor a test: on the controller when there are agents. */
abstract class MonitorListener extends RunListener {
    private static final long serialVersionUID = 1;

    MonitorListener(String title) {
        super(title);
    }

    /**
     * What watches, not yet begun.
     *
     * @throws Rejection when a field does not fit
     */
    abstract RunMonitor monitor(Values values) throws Rejection;

    @Override
    final void begin(String host) throws Rejection {
        CurrentTest.watch(this, host, monitor(new Values(this)));
    }
}
