package io.github.pgsurge.metrics;

import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;

/**
 * The cumulative histogram of one kind of time of one label; takes its 270 kB only when a time comes. Not HdrHistogram's
 * packed one: adding to that cost 10 ms a histogram and second.
 *
 * <p>Confined to one thread at a time.
 */
final class CumulativeHistogram {
    private Histogram histogram;

    void add(AbstractHistogram interval) {
        if (histogram == null) {
            histogram = HistogramCodec.newHistogram();
        }
        histogram.add(interval);
    }

    Distribution distribution(HistogramCodec codec) {
        return histogram == null ? Distribution.EMPTY : Distribution.of(histogram, codec);
    }
}
