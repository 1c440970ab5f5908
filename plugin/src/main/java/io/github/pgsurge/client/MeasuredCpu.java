package io.github.pgsurge.client;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The CPU time of this process over the measured time of a run, and over nothing else: the start of the JVM and the
 * warm-up are no part of it. The measured time begins between two ticks; the CPU time of that span is shared out evenly.
 *
 * <p>For one thread at a time.
 */
final class MeasuredCpu {
    private static final long NOT_BEGUN = -1;

    private final LongSupplier clock;
    private final LongSupplier cpu;
    private long tickNanos;
    private long tickCpuNanos;
    private long beginCpuNanos = NOT_BEGUN;

    /**
     * @param clock nanoseconds of a steady clock
     * @param cpu nanoseconds of CPU time that the process has used
     */
    MeasuredCpu(LongSupplier clock, LongSupplier cpu) {
        this.clock = clock;
        this.cpu = cpu;
        tickNanos = clock.getAsLong();
        tickCpuNanos = cpu.getAsLong();
    }

    /** @param measured how much of the time since the last tick is measured time; zero in the warm-up */
    void tick(Duration measured) {
        long now = clock.getAsLong();
        long cpuNow = cpu.getAsLong();
        if (beginCpuNanos == NOT_BEGUN && !measured.isZero()) {
            double part = Math.min(1, measured.toNanos() / (double) Math.max(1, now - tickNanos));
            beginCpuNanos = cpuNow - Math.round((cpuNow - tickCpuNanos) * part);
        }
        tickNanos = now;
        tickCpuNanos = cpuNow;
    }

    /** Nanoseconds from the begin of the measured time to the last tick; empty when it has not begun. */
    OptionalLong nanos() {
        return beginCpuNanos == NOT_BEGUN ? OptionalLong.empty() : OptionalLong.of(tickCpuNanos - beginCpuNanos);
    }
}
