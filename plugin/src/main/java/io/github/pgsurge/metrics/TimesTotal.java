package io.github.pgsurge.metrics;

import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.PackedHistogram;

/**
 * The cumulative histogram of one kind of time of one label: packed, because there are three a label for the whole run
 * and they are written once a second only.
 *
 * <p>Confined to one thread at a time.
 */
final class TimesTotal {
    private final PackedHistogram histogram = new PackedHistogram(
            HistogramCodec.LOWEST_NANOS, HistogramCodec.HIGHEST_NANOS, HistogramCodec.SIGNIFICANT_DIGITS);

    void add(AbstractHistogram interval) {
        histogram.add(interval);
    }

    Distribution distribution(HistogramCodec codec) {
        return Distribution.of(histogram, codec);
    }
}
