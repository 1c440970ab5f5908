package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.pgbouncer.console.StatsReading;
import io.github.pgsurge.pgbouncer.console.Totals;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Figures of one PgBouncer process from its readings: pure arithmetic. Not thread safe. */
final class ProcessDeltas {
    private final ServerUse use = new ServerUse();
    private PoolPeaks peaks = new PoolPeaks();
    private Map<String, Totals> moved = new TreeMap<>();
    private Optional<ProcessReading> last = Optional.empty();
    private long beginNanos;
    private long cpuNanos;
    private boolean cpuKnown;
    private long restarts;

    /**
     * What a reading adds.
     *
     * @param flow since the reading before; empty for the first
     * @param connects server connections that are new
     * @param cpuNanos that its processes used, where known
     */
    record Step(Optional<Flow> flow, long connects, Optional<Long> cpuNanos, boolean restarted) {}

    /** Takes the next reading. */
    Step add(ProcessReading reading) {
        if (last.isEmpty()) {
            begin(reading);
            return new Step(Optional.empty(), 0, Optional.empty(), false);
        }
        ProcessReading before = last.get();
        boolean restarted = reading.isRestartedSince(before);
        restarts += restarted ? 1 : 0;
        Totals sum = move(reading, restarted ? Map.of() : before.stats());
        long connectsBefore = use.connects();
        use.add(reading, sum);
        Optional<Long> cpu = cpu(reading.cpu(), before.cpu());
        cpu.ifPresent(nanos -> cpuNanos += nanos);
        cpuKnown |= cpu.isPresent();
        peaks.add(reading.nanos(), PoolSample.of(reading));
        last = Optional.of(reading);
        return new Step(
                Optional.of(new Flow(sum, (reading.nanos() - before.nanos()) / 1e9)),
                use.connects() - connectsBefore,
                cpu,
                restarted);
    }

    /** Forgets what was before the last reading: the measured time begins there. */
    void begin() {
        last.ifPresent(this::begin);
    }

    private void begin(ProcessReading reading) {
        last = Optional.of(reading);
        beginNanos = reading.nanos();
        moved = new TreeMap<>();
        cpuNanos = 0;
        restarts = 0;
        peaks = new PoolPeaks();
        peaks.add(reading.nanos(), PoolSample.of(reading));
        use.begin(reading);
    }

    /** Says that a reading failed. */
    void gap() {
        peaks.gap();
        use.gap();
    }

    private Totals move(ProcessReading reading, Map<String, StatsReading> before) {
        Totals sum = Totals.NONE;
        for (Map.Entry<String, StatsReading> database : reading.stats().entrySet()) {
            StatsReading known = before.get(database.getKey());
            // a database that comes into being counts from zero
            Totals since = database.getValue().totals().since(known == null ? Totals.NONE : known.totals());
            moved.merge(database.getKey(), since, Totals::plus);
            sum = sum.plus(since);
        }
        return sum;
    }

    private static Optional<Long> cpu(Map<ProcessHandle, Duration> now, Map<ProcessHandle, Duration> before) {
        if (now.isEmpty()) {
            return Optional.empty();
        }
        long nanos = 0;
        for (Map.Entry<ProcessHandle, Duration> process : now.entrySet()) {
            nanos += Math.max(
                    0,
                    process.getValue()
                            .minus(before.getOrDefault(
                                    process.getKey(), before.isEmpty() ? process.getValue() : Duration.ZERO))
                            .toNanos());
        }
        return Optional.of(nanos);
    }

    Optional<ProcessReading> last() {
        return last;
    }

    PoolPeaks peaks() {
        return peaks;
    }

    /** Everything since it began; empty before the first reading. */
    Optional<PoolerFigures> figures() {
        return last.map(reading -> new PoolerFigures(
                new HashMap<>(moved),
                (reading.nanos() - beginNanos) / 1e9,
                use.connects(),
                use.clients(),
                use.used(),
                restarts,
                cpuKnown ? OptionalDouble.of(cpuNanos / 1e9) : OptionalDouble.empty()));
    }

    /** What run.json says of it: its version and its figures. */
    Fields fields() {
        Fields.Builder fields = Fields.builder();
        last.ifPresent(reading -> fields.put("version", reading.version()));
        return fields.putAll(findings().block(PoolerBlock.NAME)).build();
    }

    /** Its figures. */
    Findings findings() {
        Findings.Builder found = Findings.builder();
        figures().ifPresent(figures -> found.putAll(figures.findings()));
        return found.putAll(peaks.findings()).build();
    }
}
