package io.github.pgsurge.jmeter;

import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.metrics.Sample;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.threads.JMeterContext;
import org.apache.jmeter.threads.JMeterContextService;

/**
 * How nanoseconds, rows and bytes get from a sampler to the recorder, as a SampleResult holds milliseconds only: in the
 * sampler context, read in the sampling thread; in the response headers, when the result came from an agent.
 */
final class Measurements {
    private static final String KEY = "pgsurge.measurement";

    /** A measurement and whose it is: the context may still hold that of an earlier sampler. */
    private record Left(SampleResult result, Measurement measurement) {}

    private Measurements() {}

    /** Leaves what a sample measured for the recorder. */
    static void leave(JMeterContext context, SampleResult result, Measurement measurement) {
        context.getSamplerContext().put(KEY, new Left(result, measurement));
        String headers = result.getResponseHeaders();
        result.setResponseHeaders(
                headers.isEmpty() ? measurement.toHeaders() : headers.strip() + "\n" + measurement.toHeaders());
    }

    /** The sample that a result stands for; of a stock sampler's, its service time in milliseconds. */
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
        Object left = JMeterContextService.getContext().getSamplerContext().get(KEY);
        if (left instanceof Left own && own.result() == result) {
            return own.measurement();
        }
        return parsed(result).orElseGet(() -> Measurement.ofService(TimeUnit.MILLISECONDS.toNanos(result.getTime())));
    }

    private static Optional<Measurement> parsed(SampleResult result) {
        try {
            return Measurement.parse(result.getResponseHeaders());
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
