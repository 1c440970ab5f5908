package io.github.pgsurge.jmeter.run;

import org.apache.jmeter.engine.util.NoThreadClone;
import org.apache.jmeter.processor.PostProcessor;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.testelement.AbstractTestElement;
import org.apache.jmeter.threads.JMeterContextService;

/**
 * Times the stock samplers of an agent and leaves what it measured where it travels to the controller: the recorder, which
 * does so when JMeter runs alone, is not on the agent. Thread safe.
 */
public final class SampleClock extends AbstractTestElement implements StockTiming, PostProcessor, NoThreadClone {
    private static final long serialVersionUID = 1;

    @Override
    public void process() {
        SampleResult result = JMeterContextService.getContext().getPreviousResult();
        if (result != null) {
            Measurements.leaveOfStock(result);
        }
    }
}
