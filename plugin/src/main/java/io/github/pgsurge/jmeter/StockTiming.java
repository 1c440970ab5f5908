package io.github.pgsurge.jmeter;

import org.apache.jmeter.samplers.SampleMonitor;
import org.apache.jmeter.samplers.Sampler;

/** An element that times the stock samplers of its threads in nanoseconds. */
interface StockTiming extends SampleMonitor {
    @Override
    default void sampleStarting(Sampler sampler) {
        Measurements.starts(sampler);
    }

    @Override
    default void sampleEnded(Sampler sampler) {
        Measurements.ends(sampler);
    }
}
