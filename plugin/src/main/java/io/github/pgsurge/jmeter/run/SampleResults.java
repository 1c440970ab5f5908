package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.graphql.GraphqlAnswer;
import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.workload.TimedOperation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.jmeter.gui.GuiPackage;
import org.apache.jmeter.gui.tree.JMeterTreeNode;
import org.apache.jmeter.reporters.ResultCollector;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.util.JMeterUtils;

/** Turns what a domain object answered into JMeter's results. */
public final class SampleResults {
    private static final String TURNED_AWAY = "PGSURGE_EXIT_";

    private SampleResults() {}

    /** Puts an outcome into a result whose time has been taken. */
    public static void fill(SampleResult result, TimedOperation.Result outcome) {
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

    /** Puts an answer into a result whose time has been taken. */
    public static void fill(SampleResult result, GraphqlAnswer answer) {
        result.setSuccessful(answer.success());
        result.setResponseCode(answer.code());
        result.setResponseMessage(answer.message());
        result.setSentBytes(answer.sentBytes());
        result.setBytes(answer.receivedBytes());
        result.setConnectTime(TimeUnit.NANOSECONDS.toMillis(answer.connectNanos()));
        result.setLatency(TimeUnit.NANOSECONDS.toMillis(answer.firstByteNanos()));
        result.setResponseHeaders(answer.headers());
        result.setDataType(SampleResult.TEXT);
        if (answer.body().length > 0) {
            result.setDataEncoding(StandardCharsets.UTF_8.name());
            result.setResponseData(answer.body());
        }
    }

    /** Whether somebody wants to see whole answers: a listener in the GUI, or a JTL with response data. */
    public static boolean keepEverything() {
        GuiPackage gui = GuiPackage.getInstance();
        return gui == null
                ? JMeterUtils.getPropDefault("jmeter.save.saveservice.response_data", false)
                : gui.getTreeModel().getNodesOfType(ResultCollector.class).stream()
                        .anyMatch(JMeterTreeNode::isEnabled);
    }

    /** The failed first sample of a run that was turned away: it ends the test, and tells the controller why. */
    public static SampleResult turnedAway(String label, Rejection reason) {
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
    public static Optional<Rejection> turnedAway(SampleResult result) {
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
