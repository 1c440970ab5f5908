package io.github.pgsurge.client;

import io.github.pgsurge.evidence.Block;
import io.github.pgsurge.evidence.Combined;
import io.github.pgsurge.evidence.Declared;
import io.github.pgsurge.evidence.Detail;
import io.github.pgsurge.evidence.Figure;
import io.github.pgsurge.evidence.Findings;
import java.util.List;

/** What the client says of itself. Stateless. */
public final class ClientBlock implements Declared {
    private static final Block BLOCK = new Block("client");
    private static final Block ENVIRONMENT = new Block("environment");

    static final Figure CPU_SHARE = BLOCK.fraction("cpu_share")
            .lowerIsBetter()
            .combined(Combined.MAX)
            .help("CPU time of the client by the time of all its CPUs.");
    static final Figure GC_PAUSES = BLOCK.count("gc_pauses")
            .lowerIsBetter()
            .combined(Combined.SUM)
            .help("Garbage collections that stopped the client.");
    static final Figure GC_PAUSE_TOTAL = BLOCK.millis("gc_pause_total_ms")
            .lowerIsBetter()
            .combined(Combined.SUM)
            .help("How long garbage collections stopped the client, all together.");
    static final Figure GC_PAUSE_MAX = BLOCK.millis("gc_pause_max_ms")
            .lowerIsBetter()
            .combined(Combined.MAX)
            .help("The longest garbage collection that stopped the client.");
    static final Figure GC_SHARE = BLOCK.fraction("gc_share")
            .lowerIsBetter()
            .combined(Combined.MAX)
            .help("Pauses of garbage collections by the measured time.");
    static final Figure STALL_P99 = BLOCK.millis("stall_p99_ms")
            .lowerIsBetter()
            .combined(Combined.MAX)
            .help("99 % of the time the client was not held up longer than this when it wanted to run.");
    static final Figure STALL_MAX = BLOCK.millis("stall_max_ms")
            .lowerIsBetter()
            .combined(Combined.MAX)
            .help("The longest time that the client was held up when it wanted to run.");
    static final Figure PEAK_RSS = BLOCK.count("peak_rss_bytes")
            .lowerIsBetter()
            .combined(Combined.MAX)
            .help("The most memory of the client that was resident.");
    static final Figure THREADS_PEAK = BLOCK.count("threads_peak")
            .lowerIsBetter()
            .combined(Combined.MAX)
            .help("The most platform threads of the client.");
    static final Figure BOTTLENECK = BLOCK.count("bottleneck")
            .lowerIsBetter()
            .combined(Combined.MAX)
            .help("1 when the client itself was short of something, else 0.");
    static final Detail BOTTLENECK_REASONS =
            BLOCK.detail("bottleneck_reasons", "What the client was short of, a clause for each.");

    /** CPU seconds of the client in the measured time. */
    public static final Detail CLIENT_CPU_S = ENVIRONMENT.detail("client_cpu_s", "CPU time that the client used.");

    static final Detail CLIENT_CPU_SHARE = ENVIRONMENT.detail(
            "client_cpu_share", "The same by the time of all its CPUs: 1 is all of them all the time.");

    @Override
    public List<Block> blocks() {
        return List.of(BLOCK, ENVIRONMENT);
    }

    @Override
    public List<String> remarks(Findings findings) {
        List<String> shortages = findings.lines(BOTTLENECK_REASONS);
        return shortages.isEmpty()
                ? List.of()
                : List.of("The client was the bottleneck: " + String.join("; ", shortages)
                        + ". These figures are its limits, not the server's: give it more agents (--agents), fewer"
                        + " virtual users or a larger heap (HEAP).");
    }
}
