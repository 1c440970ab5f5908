package io.github.pgsurge.compare;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.metrics.Distribution;
import io.github.pgsurge.metrics.IntervalLogReader;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.report.LabelResult;
import io.github.pgsurge.report.RunDirectory;
import io.github.pgsurge.report.RunJson;
import io.github.pgsurge.report.RunResult;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one run says of an application's requests, and of the connections behind them. Immutable.
 *
 * @param name what stands over its figures
 * @param requests service times of all operations, without the fresh connections beside them
 * @param connects times of those fresh connections
 * @param ratePerS operations a second
 * @param errorRate failed operations by all, 0 to 1
 * @param backends most server processes that the application held; empty when nobody counted
 */
public record Side(
        String name,
        Distribution requests,
        Distribution connects,
        double ratePerS,
        double errorRate,
        OptionalLong backends) {
    /** The label of the fresh connections in every bundled plan. */
    private static final String CONNECT = "connect";

    /**
     * Reads a run directory.
     *
     * @param catalogue the figures that this version knows
     *
     * @throws Rejection when its run.json is not one
     * @throws IOException when a file cannot be read
     */
    public static Side of(Catalogue catalogue, RunDirectory directory, OptionalLong backends)
            throws IOException, Rejection {
        RunResult run = RunJson.read(directory.runJson(), catalogue);
        Distribution requests = Distribution.EMPTY;
        Map<String, Distribution> totals = IntervalLogReader.totals(directory.intervals());
        double rate = 0;
        long count = 0;
        long errors = 0;
        for (Map.Entry<String, LabelResult> label : run.labels().entrySet()) {
            if (!label.getKey().equals(CONNECT)) {
                requests = requests.merge(totals.getOrDefault(label.getKey(), Distribution.EMPTY));
                rate += label.getValue().number(SampleFigure.RATE_PER_S).orElse(0);
                count += label.getValue().count();
                errors += label.getValue().errors();
            }
        }
        return new Side(
                run.identity().plan(),
                requests,
                totals.getOrDefault(CONNECT, Distribution.EMPTY),
                rate,
                count == 0 ? 0 : (double) errors / count,
                backends);
    }
}
