package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.jmeter.run.AgentAwareListener;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.jmeter.run.Measurements;
import io.github.pgsurge.jmeter.run.SampleResults;
import io.github.pgsurge.jmeter.run.ThreadEnd;
import io.github.pgsurge.jmeter.vu.NothingMoreToDo;
import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.outcome.Rejection;
import org.apache.jmeter.config.ConfigTestElement;
import org.apache.jmeter.samplers.AbstractSampler;
import org.apache.jmeter.samplers.Entry;
import org.apache.jmeter.samplers.Interruptible;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.testelement.ThreadListener;

/**
 * What the samplers of pgsurge have in common: their fields are checked before the load, each thread opens once what it
 * works with, and each sample leaves what it measured for the recorder. Every thread has a copy of its own; {@link
 * #interrupt()} alone is called from other threads.
 *
 * @param <W> what a thread works with; {@link #cancel} is called from any thread
 */
public abstract class MeasuringSampler<W> extends AbstractSampler
        implements Interruptible, Measurements.Measured, AgentAwareListener, ThreadListener {
    private static final long serialVersionUID = 1;

    private transient volatile W work;
    private transient ThreadEnd end;

    /** Checks the fields, on the engine's thread, to find errors before the load. */
    abstract void check(ElementSettings values, EngineRun run) throws Rejection;

    /** Makes what this thread works with. */
    abstract W open(ElementSettings values, EngineRun run) throws Rejection;

    /** Takes one sample; null when the thread is to end instead. */
    abstract SampleResult sample(W own);

    /** Ends the request that is running, if one is; returns whether one was. */
    abstract boolean cancel(W own);

    /** Gives back what the thread has worked with. */
    abstract void close(W own);

    /** Whether there is nothing for it to do in this run. */
    boolean isLeftOut(EngineRun run) {
        return false;
    }

    @Override
    public final SampleResult sample(Entry entry) {
        EngineRun run = EngineRun.current();
        if (work == null && isLeftOut(run)) {
            return NothingMoreToDo.say(getThreadContext());
        }
        run.ready();
        if (work == null) {
            run.step(() -> work = open(new ElementSettings(this), run));
        }
        if (run.rejection().isPresent()) {
            return SampleResults.turnedAway(getName(), run.rejection().get());
        }
        return sample(work);
    }

    /** A result whose clock has begun to run. */
    final SampleResult begin() {
        SampleResult result = new SampleResult();
        result.setSampleLabel(getName());
        result.sampleStart();
        return result;
    }

    /** Leaves what a result's request measured for the recorder. */
    final SampleResult measured(SampleResult result, Measurement measurement) {
        Measurements.leave(getThreadContext(), result, measurement);
        return result;
    }

    /** Takes nothing over from config elements: JMeter would copy all of their fields into it for each sample. */
    @Override
    public boolean applies(ConfigTestElement config) {
        return false;
    }

    @Override
    public boolean interrupt() {
        W own = work;
        return own != null && cancel(own);
    }

    @Override
    public void threadStarted() {
        end = new ThreadEnd(getThreadContext());
    }

    @Override
    public void threadFinished() {
        end.tell();
        W own = work;
        if (own != null) {
            close(own);
        }
    }

    @Override
    public void testStarted() {
        EngineRun run = EngineRun.current();
        if (!isLeftOut(run)) {
            run.step(() -> check(new ElementSettings(this), run));
        }
    }
}
