package io.github.pgsurge.metrics;

import java.nio.ByteBuffer;
import java.util.Arrays;
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

    private final Histogram scratch = newHistogram();
    private final ByteBuffer buffer = ByteBuffer.allocate(scratch.getNeededByteBufferCapacity());

    static Histogram newHistogram() {
        return new Histogram(LOWEST_NANOS, HIGHEST_NANOS, SIGNIFICANT_DIGITS);
    }

    /** The histogram must not change meanwhile. */
    byte[] encode(AbstractHistogram histogram) {
        // a histogram keeps the buffers it was encoded with: one scratch copy pays for them, not every label
        scratch.reset();
        scratch.add(histogram);
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
