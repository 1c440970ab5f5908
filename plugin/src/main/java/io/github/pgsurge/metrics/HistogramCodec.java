package io.github.pgsurge.metrics;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.zip.DataFormatException;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;

/**
 * The one shape of every histogram here, and its encoding (HdrHistogram's compressed V2). Because the shape is always
 * the same, equal histograms encode to equal bytes.
 *
 * <p>Holds scratch space so that encoding once a second leaves little garbage: confined to one thread at a time.
 */
final class HistogramCodec {
    static final long LOWEST_NANOS = 1;
    static final long HIGHEST_NANOS = 3_600_000_000_000L;
    static final int SIGNIFICANT_DIGITS = 3;

    /** How many buckets a histogram of this shape has. */
    static final int BUCKETS = 33 << 10;

    /** The values of a bucket of buckets are told apart by their highest 11 bits, of which the first is always set. */
    private static final int DISTINCT_BITS = 10;

    private static final long LOWEST_VALUES = (2L << DISTINCT_BITS) - 1;

    private final Histogram scratch = newHistogram();
    private final ByteBuffer buffer = ByteBuffer.allocate(scratch.getNeededByteBufferCapacity());

    static Histogram newHistogram() {
        return new Histogram(LOWEST_NANOS, HIGHEST_NANOS, SIGNIFICANT_DIGITS);
    }

    /** The bucket of a value of 0 to {@link #HIGHEST_NANOS}, as HdrHistogram finds it for this shape. */
    static int bucket(long nanos) {
        int shift = Long.SIZE - 1 - DISTINCT_BITS - Long.numberOfLeadingZeros(nanos | LOWEST_VALUES);
        return (shift << DISTINCT_BITS) + (int) (nanos >>> shift);
    }

    /** The least value of a bucket. */
    private static long leastValue(int bucket) {
        int shift = Math.max(0, (bucket >> DISTINCT_BITS) - 1);
        return (bucket - ((long) shift << DISTINCT_BITS)) << shift;
    }

    /** What is in those buckets, added to a total; nobody counts meanwhile. */
    Distribution drain(AtomicLongArray counts, CumulativeHistogram total) {
        scratch.reset();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            long count = counts.getPlain(bucket);
            if (count > 0) {
                scratch.recordValueWithCount(leastValue(bucket), count);
            }
        }
        if (scratch.getTotalCount() == 0) {
            return Distribution.EMPTY;
        }
        total.add(scratch);
        return Distribution.of(scratch.getTotalCount(), encodeScratch());
    }

    /** The histogram must not change meanwhile. */
    byte[] encode(AbstractHistogram histogram) {
        // a histogram keeps the buffers it was encoded with: one scratch copy pays for them, not every label
        scratch.reset();
        scratch.add(histogram);
        return encodeScratch();
    }

    private byte[] encodeScratch() {
        buffer.clear();
        int length = scratch.encodeIntoCompressedByteBuffer(buffer);
        return Arrays.copyOf(buffer.array(), length);
    }

    static Histogram decode(byte[] encoded) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0);
        } catch (DataFormatException e) {
            throw new IllegalStateException("an encoded histogram of " + encoded.length + " bytes is damaged", e);
        }
    }
}
