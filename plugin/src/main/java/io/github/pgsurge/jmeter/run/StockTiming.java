package io.github.pgsurge.jmeter.run;

import org.apache.jmeter.samplers.SampleMonitor;
import org.apache.jmeter.samplers.Sampler;

/** An element that times the stock samplers of its threads in nanoseconds. */
public interface StockTiming extends SampleMonitor {
    @Override
    default void sampleStarting(Sampler sampler) {
        Measurements.starts(sampler);
    }

    @Override
    default void sampleEnded(Sampler sampler) {
        Measurements.ends(sampler);
    }
}
