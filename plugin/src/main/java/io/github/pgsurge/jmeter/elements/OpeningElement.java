package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.jmeter.run.AgentAwareListener;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.outcome.Rejection;
import org.apache.jmeter.config.ConfigTestElement;
import org.apache.jmeter.engine.util.NoThreadClone;

/** A configuration element that opens something before the load; {@link EngineRun#onEnd} closes it after the load. */
abstract class OpeningElement extends ConfigTestElement implements AgentAwareListener, NoThreadClone {
    private static final long serialVersionUID = 1;

    /** Opens it, on the engine's thread; not called for a run that was turned away already. */
    abstract void open(EngineRun run, ElementSettings values) throws Rejection;

    @Override
    public void testStarted() {
        EngineRun run = EngineRun.current();
        run.step(() -> open(run, new ElementSettings(this)));
    }

    @Override
    public void testEnded() {
        EngineRun.current().end();
    }
}
