package io.github.pgsurge.jmeter;

import io.github.pgsurge.verdict.Rejection;
import org.apache.jmeter.config.ConfigTestElement;
import org.apache.jmeter.engine.util.NoThreadClone;

/** A configuration element that opens something before the load; {@link EngineRun#onEnd} closes it after the load. */
abstract class OpeningElement extends ConfigTestElement implements ToldOfTest, NoThreadClone {
    private static final long serialVersionUID = 1;

    /** Opens it, on the engine's thread; not called for a run that was turned away already. */
    abstract void open(EngineRun run, Values values) throws Rejection;

    @Override
    public void testStarted() {
        EngineRun run = EngineRun.current();
        run.step(() -> open(run, new Values(this)));
    }

    @Override
    public void testEnded() {
        EngineRun.current().end();
    }
}
