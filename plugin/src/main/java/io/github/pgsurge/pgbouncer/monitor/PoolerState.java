package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.pgbouncer.console.ConsoleAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of every process that is watched: the latest readings, the figures of each, and the peaks of all together.
 * Thread safe.
 */
final class PoolerState {
    private final Map<ConsoleAddress, ProcessDeltas> tallies = new LinkedHashMap<>();
    private final Map<ConsoleAddress, ProcessReading> latest = new LinkedHashMap<>();
    private PoolPeaks peaks = new PoolPeaks();
    private boolean missed;

    /** Nothing is known of these yet. */
    PoolerState(List<ConsoleAddress> addresses) {
        addresses.forEach(address -> tallies.put(address, new ProcessDeltas()));
    }

    /** Takes a reading. */
    synchronized ProcessDeltas.Step add(ConsoleAddress address, ProcessReading reading) {
        latest.put(address, reading);
        ProcessDeltas.Step step = tallies.get(address).add(reading);
        peaks.add(reading.nanos(), sum());
        return step;
    }

    /** The measured time of a process begins with its latest reading; that of all with the first of them. */
    synchronized void begin(ConsoleAddress address, boolean first) {
        tallies.get(address).begin();
        if (first) {
            peaks = new PoolPeaks();
            Optional.ofNullable(latest.get(address)).ifPresent(reading -> peaks.add(reading.nanos(), sum()));
        }
    }

    /** Says that a process did not answer. */
    synchronized void miss(ConsoleAddress address) {
        missed = true;
        latest.remove(address);
        tallies.get(address).gap();
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
                && tallies.values().stream().allMatch(tally -> tally.last().isPresent());
    }

    /** All of them together. */
    synchronized PoolerFigures figures() {
        return tallies.values().stream()
                .flatMap(tally -> tally.figures().stream())
                .reduce(PoolerFigures.NONE, PoolerFigures::plus);
    }

    /** The block of run.json; empty when none ever answered. */
    synchronized Map<String, Object> block() {
        Map<String, Object> servers = new LinkedHashMap<>();
        tallies.forEach((address, tally) -> {
            if (tally.last().isPresent()) {
                servers.put(address.toString(), tally.block());
            }
        });
        Map<String, Object> block = new LinkedHashMap<>();
        if (!servers.isEmpty()) {
            figures().into(block);
            peaks.into(block);
            busiest().ifPresent(share -> block.put("cpu_share", share));
            block.put("servers", servers);
        }
        return block;
    }

    /** Of the process with the highest one: it is the first to be at its limit. */
    private Optional<Double> busiest() {
        return tallies.values().stream()
                .flatMap(tally -> tally.figures().stream())
                .flatMap(figures -> figures.cpuShare().stream())
                .max(Double::compare);
    }

    /** A line for people about each process. */
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        tallies.forEach((address, tally) -> tally.figures()
                .ifPresent(figures ->
                        lines.add("PgBouncer " + tally.last().orElseThrow().version() + " at " + address + ": "
                                + PoolerLine.of(figures, tally.peaks()))));
        return lines;
    }
}
