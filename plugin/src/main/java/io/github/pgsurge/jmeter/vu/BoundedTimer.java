package io.github.pgsurge.jmeter.vu;

import org.apache.jmeter.testbeans.TestBeanHelper;
import org.apache.jmeter.testelement.AbstractTestElement;
import org.apache.jmeter.testelement.TestElement;
import org.apache.jmeter.timers.Timer;
import org.apache.jmeter.util.JMeterUtils;
import org.apache.jorphan.collections.HashTree;

/**
 * Stands for one timer in a VU's copy of the plan, and waits as long as that one says, but not beyond the end of the VU's
 * time. JMeter's thread waits for the sum of all timers and offers no way to cut that short but an interrupt, which could
 * hit something else. For the VU's thread.
 */
public final class BoundedTimer extends AbstractTestElement implements Timer {
    private static final long serialVersionUID = 1;

    private static final float FACTOR = JMeterUtils.getPropDefault("timer.factor", 1.0f);

    private final transient Timer timer;
    private final transient VirtualUser user;

    private BoundedTimer(Timer timer, VirtualUser user) {
        this.timer = timer;
        this.user = user;
    }

    /** Puts one in the place of every timer; the timer goes below it, where JMeter still finds what else it is. */
    public static void insteadOfTimers(HashTree tree, VirtualUser user) {
        for (Object node : tree.getArray()) {
            insteadOfTimers(tree.getTree(node), user);
            if (node instanceof Timer timer) {
                BoundedTimer cut = new BoundedTimer(timer, user);
                tree.replaceKey(timer, cut);
                tree.getTree(cut).add(timer);
            }
        }
    }

    /** Waits itself, and leaves JMeter nothing to wait for. */
    @Override
    public long delay() {
        if (user.isOver()) {
            user.pause(0);
            return 0;
        }
        TestBeanHelper.prepare((TestElement) timer);
        long millis = timer.delay();
        user.pause(timer.isModifiable() ? Math.round((double) millis * FACTOR) : millis);
        return 0;
    }

    @Override
    public boolean isModifiable() {
        return false;
    }

    @Override
    public void setRunningVersion(boolean running) {
        super.setRunningVersion(running);
        ((TestElement) timer).setRunningVersion(running);
    }

    @Override
    public void recoverRunningVersion() {
        ((TestElement) timer).recoverRunningVersion();
    }
}
