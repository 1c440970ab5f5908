package io.github.pgsurge.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** Reads what {@link IntervalLog} wrote. Stateless. */
public final class IntervalLogReader {
    private IntervalLogReader() {}

    /**
     * The service times of each label over the whole log, whether or not the run that wrote it came to its end.
     *
     * @throws IOException when the file cannot be read
     */
    public static Map<String, Distribution> totals(Path file) throws IOException {
        Map<String, Histogram> sums = new HashMap<>();
        try (HistogramLogReader reader = new HistogramLogReader(Files.newInputStream(file))) {
            for (EncodableHistogram entry = reader.nextIntervalHistogram();
                    entry != null;
                    entry = reader.nextIntervalHistogram()) {
                if (entry instanceof Histogram histogram && histogram.getTag() != null) {
                    sums.computeIfAbsent(IntervalLog.label(histogram.getTag()), label -> HistogramCodec.newHistogram())
                            .add(histogram);
                }
            }
        }
        HistogramCodec codec = new HistogramCodec();
        Map<String, Distribution> totals = new HashMap<>();
        sums.forEach((label, sum) -> totals.put(label, Distribution.of(sum, codec)));
        return totals;
    }
}
