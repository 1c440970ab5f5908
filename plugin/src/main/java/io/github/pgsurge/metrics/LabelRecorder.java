package io.github.pgsurge.metrics;

import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.WriterReaderPhaser;

/**
 * One label's figures. HdrHistogram's {@code Recorder} scheme (a {@link WriterReaderPhaser} over two buffers) applied to
 * all of a label's counters and histograms at once, so that an interval's counts and histograms always agree.
 *
 * <p>{@link #record} is wait-free but for the first failures of a new code, and callable from any thread;
 * {@link #drain} and {@link #total} from one thread at a time.
 */
final class LabelRecorder {
    /** How long {@link #drain} sleeps between looks at writers that are still inside; they stay for nanoseconds. */
    private static final long LOOK_AGAIN_NANOS = 100_000;

    private final String label;
    private final WriterReaderPhaser phaser = new WriterReaderPhaser();
    private final CappedNames<ErrorSlot> codes =
            new CappedNames<>(ErrorSlot.LIMIT, ErrorFigure.OTHER_CODES, ErrorSlot::new);
    private final CumulativeHistogram service = new CumulativeHistogram();
    private final CumulativeHistogram response = new CumulativeHistogram();
    private final CumulativeHistogram acquire = new CumulativeHistogram();
    private final CumulativeHistogram failed = new CumulativeHistogram();
    private final Correction correction;
    private LabelCounts counts = LabelCounts.NONE;
    private volatile LabelCell active = new LabelCell();

    LabelRecorder(String label, Correction correction) {
        this.label = label;
        this.correction = correction;
    }

    void record(Sample sample) {
        ErrorSlot error = sample.success() ? null : errorSlot(sample);
        long criticalValue = phaser.writerCriticalSectionEnter();
        try {
            active.add(sample.measurement(), error, correction);
        } finally {
            phaser.writerCriticalSectionExit(criticalValue);
        }
    }

    private ErrorSlot errorSlot(Sample sample) {
        ErrorSlot slot = codes.get(ErrorSlot.name(sample.code()));
        slot.see(sample);
        return slot;
    }

    /**
     * Puts an empty cell in place and takes what came since the last call.
     *
     * @return the snapshot, and the cell to use as the next empty one
     */
    Drained drain(LabelCell empty, HistogramCodec codec) {
        LabelCell full = swap(empty);
        if (full.isEmpty()) {
            return new Drained(LabelSnapshot.empty(label), full);
        }
        LabelCounts interval = counts(full);
        counts = counts.plus(interval);
        LabelSnapshot snapshot = new LabelSnapshot(
                label,
                interval,
                full.service.drainInto(service, codec),
                full.response.drainInto(response, codec),
                full.acquire.drainInto(acquire, codec),
                full.failed.drainInto(failed, codec));
        full.reset();
        return new Drained(snapshot, full);
    }

    private LabelCell swap(LabelCell empty) {
        phaser.readerLock();
        try {
            LabelCell full = active;
            active = empty;
            phaser.flipPhase(LOOK_AGAIN_NANOS);
            return full;
        } finally {
            phaser.readerUnlock();
        }
    }

    private LabelCounts counts(LabelCell cell) {
        SortedMap<String, ErrorFigure> byCode = new TreeMap<>();
        long errors = 0;
        for (ErrorSlot slot : codes.values()) {
            long n = cell.errors.get(slot.index());
            if (n > 0) {
                byCode.put(slot.code(), slot.figure(n));
                errors += n;
            }
        }
        return new LabelCounts(
                cell.count.sum(),
                errors,
                cell.clamped.sum(),
                cell.arrivals.sum(),
                cell.late.sum(),
                cell.rows.value(),
                cell.written.value(),
                cell.bytes.value(),
                cell.retries.value(),
                byCode);
    }

    /** Everything drained so far. */
    LabelSnapshot total(HistogramCodec codec) {
        return new LabelSnapshot(
                label,
                counts,
                service.distribution(codec),
                response.distribution(codec),
                acquire.distribution(codec),
                failed.distribution(codec));
    }

    /** What {@link #drain} gives back. */
    record Drained(LabelSnapshot snapshot, LabelCell empty) {}
}
