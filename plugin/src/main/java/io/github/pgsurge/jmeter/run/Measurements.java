package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.jmeter.vu.VirtualUser;
import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.metrics.Sample;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.samplers.Sampler;
import org.apache.jmeter.threads.JMeterContext;
import org.apache.jmeter.threads.JMeterContextService;

/**
 * How nanoseconds, rows, bytes and the lag of arrivals get from a sampler to the recorder, as a SampleResult holds milliseconds only: in the
 * sampler context, read in the sampling thread; in the response headers, when the result came from an agent.
 */
public final class Measurements {
    private static final String KEY = "pgsurge.measurement";
    private static final String BEGIN = "pgsurge.begin";
    private static final String END = "pgsurge.end";

    /** By how much a sampler's milliseconds may differ from the same time in nanoseconds. */
    private static final long MILLISECOND_ROUNDING = 2_000_000;

    /** A measurement and whose it is: the context may still hold that of an earlier sampler. */
    private record Left(SampleResult result, Measurement measurement) {}

    private Measurements() {}

    /** A sampler that leaves its own measurement. */
    public interface Measured {}

    /** A stock sampler is about to sample in this thread. */
    static void starts(Sampler sampler) {
        if (!(sampler instanceof Measured)) {
            context().getSamplerContext().put(BEGIN, System.nanoTime());
        }
    }

    /** It has sampled. */
    static void ends(Sampler sampler) {
        if (!(sampler instanceof Measured)) {
            context().getSamplerContext().put(END, System.nanoTime());
        }
    }

    /** Leaves what a sample measured for the recorder, wherever that is. */
    public static void leave(JMeterContext context, SampleResult result, Measurement measurement) {
        if (EngineRun.current().agent().isEmpty()) {
            // the recorder runs in this thread, and writing the headers takes longer than recording
            context.getSamplerContext().put(KEY, new Left(result, measurement));
        } else {
            writeHeaders(result, withLag(context, measurement));
        }
    }

    /** Leaves what a stock sampler's sample measured, on an agent. */
    static void leaveOfStock(SampleResult result) {
        if (parsed(result).isEmpty()) {
            writeHeaders(result, withLag(context(), ofStock(result)));
        }
    }

    private static void writeHeaders(SampleResult result, Measurement measurement) {
        String headers = result.getResponseHeaders();
        result.setResponseHeaders(
                headers.isEmpty() ? measurement.toHeaders() : headers.strip() + "\n" + measurement.toHeaders());
    }

    /** The sample that a result stands for. To be called once for each result. */
    static Sample sample(SampleResult result) {
        return new Sample(
                result.getSampleLabel(),
                result.isSuccessful(),
                result.getResponseCode(),
                result.getResponseMessage(),
                result.getStartTime(),
                measurement(result));
    }

    private static Measurement measurement(SampleResult result) {
        JMeterContext context = context();
        if (context.getSamplerContext().get(KEY) instanceof Left own && own.result() == result) {
            return withLag(context, own.measurement());
        }
        return parsed(result).orElseGet(() -> withLag(context, ofStock(result)));
    }

    private static Measurement withLag(JMeterContext context, Measurement measurement) {
        return VirtualUser.of(context.getVariables())
                .map(user -> user.measured(measurement))
                .orElse(measurement);
    }

    /**
     * A stock sampler's service time: what the clock around it says, unless the sampler counted otherwise, as one does that
     * leaves out a pause of its own; then its own milliseconds.
     */
    private static Measurement ofStock(SampleResult result) {
        long own = TimeUnit.MILLISECONDS.toNanos(result.getTime());
        Map<String, Object> left = context().getSamplerContext();
        if (left.get(BEGIN) instanceof Long begin && left.get(END) instanceof Long end) {
            long timed = end - begin;
            return Measurement.ofService(Math.abs(timed - own) <= MILLISECOND_ROUNDING ? timed : own);
        }
        return Measurement.ofService(own);
    }

    private static JMeterContext context() {
        return JMeterContextService.getContext();
    }

    private static Optional<Measurement> parsed(SampleResult result) {
        try {
            return Measurement.parse(result.getResponseHeaders());
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
