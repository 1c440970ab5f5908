package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.schedule.Stages.Span;
import java.time.Duration;
import java.util.List;
import org.apache.jmeter.control.Controller;
import org.apache.jmeter.engine.util.NoThreadClone;
import org.apache.jmeter.samplers.AbstractSampler;
import org.apache.jmeter.samplers.Entry;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.samplers.Sampler;
import org.apache.jorphan.collections.HashTree;
import org.apache.jorphan.collections.ListedHashTree;

/**
 * What an agent runs instead of a group's elements when it has turned the run away: its one sample tells the controller.
 * Thread safe.
 */
public final class TurnedAwaySampler extends AbstractSampler implements NoThreadClone {
    private static final long serialVersionUID = 1;

    /** The schedule that does for one sample. */
    public static final List<Span> ONE_VU = List.of(new Span(1, Duration.ZERO, Duration.ofSeconds(1)));

    private final transient Rejection reason;

    private TurnedAwaySampler(Rejection reason) {
        this.reason = reason;
    }

    /** Takes the samplers and controllers out of a group's tree, and leaves the listeners. */
    public static ListedHashTree instead(ListedHashTree groupTree, Rejection reason) {
        Object group = groupTree.getArray()[0];
        HashTree children = groupTree.getTree(group);
        for (Object child : children.getArray()) {
            if (child instanceof Sampler || child instanceof Controller) {
                children.remove(child);
            }
        }
        children.add(new TurnedAwaySampler(reason));
        return groupTree;
    }

    @Override
    public SampleResult sample(Entry entry) {
        return SampleResults.turnedAway("turned away", reason);
    }
}
