package io.github.pgsurge.client;

import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.NumberFormats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a run took of the client that made its load.
 *
 * <p>Immutable and thread safe.
 *
 * @param cpuShare CPU time by the time of all CPUs, 0 to 1; empty when that is not known
 * @param cpus how many CPUs the client may use
 * @param measured the time it was measured in, above zero
 * @param gcPauses garbage collections that stopped the client
 * @param gcPauseTotal how long, all together
 * @param gcPauseMax the longest
 * @param stallP99 99 % of the time the client was not held up longer than this when it wanted to run; nanoseconds, empty when
 *     too little was seen
 * @param stallMax the longest it was held up, nanoseconds
 * @param serviceP99 99th percentile of all service times, nanoseconds; empty when there were too few samples for it
 * @param peakRssBytes the most memory that was resident, since the client began
 * @param threadsPeak the most threads of the platform, since the client began
 */
record ClientLoad(
        OptionalDouble cpuShare,
        int cpus,
        Duration measured,
        long gcPauses,
        Duration gcPauseTotal,
        Duration gcPauseMax,
        OptionalLong stallP99,
        OptionalLong stallMax,
        OptionalLong serviceP99,
        OptionalLong peakRssBytes,
        int threadsPeak) {

    /** Above it requests wait for CPUs of the client; the issue of every closed-loop tool. */
    static final double MOST_CPU_SHARE = 0.8;

    /** Above it the throughput of the client is the collector's. */
    static final double MOST_GC_SHARE = 0.1;

    /** A hundredth of the time above it is more than a scheduler's slice: somebody else had the CPUs. */
    static final Duration LONGEST_STALL = Duration.ofMillis(10);

    /** Above it p99 of the service times is for the most part that of the stalls, and those are no time of the server's. */
    static final double MOST_OF_P99 = 0.5;

    /** Pauses of garbage collections by the measured time. */
    double gcShare() {
        return (double) gcPauseTotal.toNanos() / measured.toNanos();
    }

    /** What the client was short of, a clause for each. */
    List<String> shortages() {
        List<String> shortages = new ArrayList<>();
        if (cpuShare.isPresent() && cpuShare.getAsDouble() > MOST_CPU_SHARE) {
            shortages.add(String.format(
                    Locale.ROOT,
                    "it used %.0f %% of %s",
                    cpuShare.getAsDouble() * 100,
                    NumberFormats.counted(cpus, "CPU")));
        }
        if (gcShare() > MOST_GC_SHARE) {
            shortages.add(String.format(
                    Locale.ROOT,
                    "garbage collection stopped it for %.0f %% of the time, %s ms at most",
                    gcShare() * 100,
                    NumberFormats.count(gcPauseMax.toMillis())));
        }
        if (stalled()) {
            shortages.add("1 % of the time it was held up for more than " + NumberFormats.millis(stallP99.getAsLong())
                    + " ms, by its own work or by others on its machine, and p99 of the service times was "
                    + NumberFormats.millis(serviceP99.getAsLong()) + " ms");
        }
        return shortages;
    }

    private boolean stalled() {
        return stallP99.isPresent()
                && serviceP99.isPresent()
                && stallP99.getAsLong() > LONGEST_STALL.toNanos()
                && stallP99.getAsLong() > MOST_OF_P99 * serviceP99.getAsLong();
    }

    /** Its figures. */
    Findings figures() {
        return Findings.builder()
                .put(ClientBlock.CPU_SHARE, cpuShare)
                .put(ClientBlock.GC_PAUSES, gcPauses)
                .put(ClientBlock.GC_PAUSE_TOTAL, gcPauseTotal.toMillis())
                .put(ClientBlock.GC_PAUSE_MAX, gcPauseMax.toMillis())
                .put(ClientBlock.GC_SHARE, gcShare())
                .put(ClientBlock.STALL_P99, millis(stallP99))
                .put(ClientBlock.STALL_MAX, millis(stallMax))
                .put(ClientBlock.PEAK_RSS, peakRssBytes)
                .put(ClientBlock.THREADS_PEAK, (long) threadsPeak)
                .build();
    }

    private static OptionalDouble millis(OptionalLong nanos) {
        return nanos.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(nanos.getAsLong() / 1e6);
    }
}
