package io.github.pgsurge.jmeter.vu;

import org.apache.jmeter.control.LoopController;
import org.apache.jmeter.samplers.Sampler;

/** Repeats the elements of a group for one VU until its time is over. For the VU's thread. */
public final class VirtualUserLoop extends LoopController {
    private static final long serialVersionUID = 1;

    private final transient VirtualUser user;

    public VirtualUserLoop(VirtualUser user) {
        this.user = user;
        setContinueForever(false);
    }

    @Override
    public int getLoops() {
        return INFINITE_LOOP_COUNT;
    }

    @Override
    public void initialize() {
        super.initialize();
        user.starts(getThreadContext().getVariables());
    }

    @Override
    public Sampler next() {
        if (isFirst() && !user.beginsIteration()) {
            setDone(true);
            return null;
        }
        return super.next();
    }

    /** Lets JMeter's own loop go on to the next iteration: an iteration without a sample would call itself for ever. */
    @Override
    protected Sampler nextIsNull() {
        reInitialize();
        return null;
    }
}
