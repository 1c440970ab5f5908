package io.github.pgsurge.jmeter.run;

import org.apache.jmeter.testelement.TestStateListener;

/**
 * An element that is told when the test starts, on the engine that runs it: of an agent of a distributed test, the run
 * learns first which agent it is. What it opens is closed by {@link EngineRun#onEnd}, so that its own end says nothing.
 */
public interface AgentAwareListener extends TestStateListener {
    @Override
    default void testStarted(String host) {
        EngineRun.current().agent(host);
        testStarted();
    }

    @Override
    default void testEnded() {
        // closed by EngineRun.onEnd, in reverse order of opening
    }

    @Override
    default void testEnded(String host) {
        testEnded();
    }
}
