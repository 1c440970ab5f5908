package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.pgbouncer.console.ConsoleAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of every process that is watched: the latest readings, the figures of each, and the peaks of all together.
 * Thread safe.
 */
final class PoolerState {
    private final Map<ConsoleAddress, ProcessDeltas> deltas = new LinkedHashMap<>();
    private final Map<ConsoleAddress, ProcessReading> latest = new LinkedHashMap<>();
    private PoolPeaks peaks = new PoolPeaks();
    private boolean missed;

    /** Nothing is known of these yet. */
    PoolerState(List<ConsoleAddress> addresses) {
        addresses.forEach(address -> deltas.put(address, new ProcessDeltas()));
    }

    /** Takes a reading. */
    synchronized ProcessDeltas.Step add(ConsoleAddress address, ProcessReading reading) {
        latest.put(address, reading);
        ProcessDeltas.Step step = deltas.get(address).add(reading);
        peaks.add(reading.nanos(), sum());
        return step;
    }

    /** The measured time of a process begins with its latest reading; that of all with the first of them. */
    synchronized void begin(ConsoleAddress address, boolean first) {
        deltas.get(address).begin();
        if (first) {
            peaks = new PoolPeaks();
            Optional.ofNullable(latest.get(address)).ifPresent(reading -> peaks.add(reading.nanos(), sum()));
        }
    }

    /** Says that a process did not answer. */
    synchronized void miss(ConsoleAddress address) {
        missed = true;
        latest.remove(address);
        deltas.get(address).gap();
        if (latest.isEmpty()) {
            peaks.gap();
        }
    }

    private PoolSample sum() {
        return latest.values().stream().map(PoolSample::of).reduce(PoolSample.NONE, PoolSample::plus);
    }

    /** The readings of those that answer. */
    synchronized Map<ConsoleAddress, ProcessReading> latest() {
        return Map.copyOf(latest);
    }

    /** Whether every process was read, and every reading of it came. */
    synchronized boolean isWhole() {
        return !missed
                && deltas.values().stream().allMatch(process -> process.last().isPresent());
    }

    /** All of them together. */
    synchronized PoolerFigures figures() {
        return deltas.values().stream()
                .flatMap(process -> process.figures().stream())
                .reduce(PoolerFigures.NONE, PoolerFigures::plus);
    }

    /** What is known of all, and of each; nothing when none ever answered. */
    synchronized Findings findings() {
        Fields.Builder servers = Fields.builder();
        deltas.forEach((address, process) -> {
            if (process.last().isPresent()) {
                servers.put(address.toString(), process.fields());
            }
        });
        Fields each = servers.build();
        return each.isEmpty()
                ? Findings.NONE
                : Findings.builder()
                        .putAll(figures().findings())
                        .putAll(peaks.findings())
                        .put(PoolerBlock.CPU_SHARE, busiest())
                        .put(PoolerBlock.SERVERS, each)
                        .build();
    }

    /** Of the process with the highest one: it is the first to be at its limit. */
    private OptionalDouble busiest() {
        return deltas.values().stream()
                .flatMap(process -> process.figures().stream())
                .flatMapToDouble(figures -> figures.cpuShare().stream())
                .max();
    }

    /** A line for people about each process. */
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        deltas.forEach((address, process) -> process.figures()
                .ifPresent(figures ->
                        lines.add("PgBouncer " + process.last().orElseThrow().version() + " at " + address + ": "
                                + PoolerLine.of(figures, process.peaks()))));
        return lines;
    }
}
