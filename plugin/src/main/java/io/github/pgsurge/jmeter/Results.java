package io.github.pgsurge.jmeter;

import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.verdict.ExitCode;
import io.github.pgsurge.verdict.Rejection;
import io.github.pgsurge.workload.TimedOperation;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.jmeter.samplers.SampleResult;

/** Turns what a domain object answered into JMeter's results. */
final class Results {
    private static final String TURNED_AWAY = "PGSURGE_EXIT_";

    private Results() {}

    /** Puts an outcome into a result whose time has been taken. */
    static void fill(SampleResult result, TimedOperation.Result outcome) {
        Measurement measurement = outcome.measurement();
        result.setSuccessful(outcome.success());
        result.setResponseCode(outcome.code());
        result.setResponseMessage(outcome.message());
        result.setSamplerData(outcome.request());
        result.setSentBytes(Math.max(0, measurement.bytes()));
        result.setConnectTime(TimeUnit.NANOSECONDS.toMillis(Math.max(0, measurement.acquireNanos())));
        result.setLatency(result.getTime());
        result.setDataType(SampleResult.TEXT);
    }

    /** The failed first sample of a run that was turned away: it ends the test, and tells the controller why. */
    static SampleResult turnedAway(String label, Rejection reason) {
        SampleResult result = new SampleResult();
        result.setSampleLabel(label);
        result.sampleStart();
        result.sampleEnd();
        result.setSuccessful(false);
        result.setResponseCode(TURNED_AWAY + reason.exitCode().name());
        result.setResponseMessage(reason.getMessage());
        result.setStopTestNow(true);
        return result;
    }

    /** Why the run was turned away, when the result is of {@link #turnedAway}. */
    static Optional<Rejection> turnedAway(SampleResult result) {
        String code = result.getResponseCode();
        if (!code.startsWith(TURNED_AWAY)) {
            return Optional.empty();
        }
        return Arrays.stream(ExitCode.values())
                .filter(exit -> code.equals(TURNED_AWAY + exit.name()))
                .map(exit -> Rejection.of(exit, result.getResponseMessage()))
                .findFirst();
    }
}
