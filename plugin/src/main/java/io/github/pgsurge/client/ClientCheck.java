package io.github.pgsurge.client;

import com.sun.management.OperatingSystemMXBean;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.evidence.Value;
import io.github.pgsurge.metrics.LabelSnapshot;
import io.github.pgsurge.metrics.Quantile;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Measures this client during the run and reports it as {@link ClientBlock}, so that its own limits are not taken for the
 * server's. With remote agents only the controller is measured, not the agents. For one thread at a time.
 */
public final class ClientCheck implements RunObserver {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final double STALL_PERCENTILE = 99;

    /** 99 of 100 beats say something about the hundredth when ten hundreds were seen. */
    private static final long FEWEST_BEATS = 1_000;

    private final List<Supplier<Optional<String>>> further;
    private final int cpus = Runtime.getRuntime().availableProcessors();
    private final MeasuredCpu cpu = new MeasuredCpu(System::nanoTime, ((OperatingSystemMXBean)
            ManagementFactory.getOperatingSystemMXBean())::getProcessCpuTime);
    private final Histogram stalls = Heartbeat.emptyHistogram();
    private Optional<Heartbeat> heartbeat = Optional.empty();
    private Optional<GarbageCollections> collections = Optional.empty();
    private Duration measured = Duration.ZERO;
    private long gcPauses;
    private Duration gcPauseTotal = Duration.ZERO;
    private Duration gcPauseMax = Duration.ZERO;
    private OptionalLong serviceP99 = OptionalLong.empty();

    /**
     * @param further what else the client may have been short of, each a clause about "it" ("it began 12 % of arrivals late"),
     *     empty when it was not; asked after the last moment
     */
    public ClientCheck(List<Supplier<Optional<String>>> further) {
        this.further = List.copyOf(further);
    }

    @Override
    public void observe(Moment moment) {
        if (heartbeat.isEmpty()) {
            heartbeat = Optional.of(Heartbeat.start());
            collections = Optional.of(GarbageCollections.listen());
        }
        Duration time = moment.interval().measured();
        cpu.tick(time);
        Histogram late = heartbeat.get().drain();
        List<GarbageCollections.Collected> collected = collections.get().drain();
        if (moment.last()) {
            serviceP99 = moment.total().get().times(LabelSnapshot::service).quantile(Quantile.P99.q());
        }
        if (time.isZero()) {
            return;
        }
        measured = measured.plus(time);
        stalls.add(late);
        collected.stream().filter(GarbageCollections.Collected::stopped).forEach(this::count);
    }

    private void count(GarbageCollections.Collected collection) {
        gcPauses++;
        gcPauseTotal = gcPauseTotal.plus(collection.pause());
        gcPauseMax = gcPauseMax.compareTo(collection.pause()) < 0 ? collection.pause() : gcPauseMax;
    }

    /** Empty when too little was measured. */
    private Optional<ClientLoad> load() {
        if (measured.compareTo(SHORTEST) < 0) {
            return Optional.empty();
        }
        long beats = stalls.getTotalCount();
        return Optional.of(new ClientLoad(
                cpu.nanos().isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((double) cpu.nanos().getAsLong() / measured.toNanos() / cpus),
                cpus,
                measured,
                gcPauses,
                gcPauseTotal,
                gcPauseMax,
                beats < FEWEST_BEATS
                        ? OptionalLong.empty()
                        : OptionalLong.of(stalls.getValueAtPercentile(STALL_PERCENTILE)),
                beats == 0 ? OptionalLong.empty() : OptionalLong.of(stalls.getMaxValue()),
                serviceP99,
                ProcessStatus.own().peakResidentBytes(),
                ManagementFactory.getThreadMXBean().getPeakThreadCount()));
    }

    private List<String> shortages(ClientLoad load) {
        List<String> shortages = new ArrayList<>(load.shortages());
        further.forEach(shortage -> shortage.get().ifPresent(shortages::add));
        return shortages;
    }

    /** The client's CPU over the measured time is what every figure was measured with: it is part of the environment too. */
    @Override
    public Findings findings() {
        return load().map(load -> {
                    List<String> shortages = shortages(load);
                    Findings.Builder findings = Findings.builder()
                            .putAll(load.figures())
                            .put(ClientBlock.BOTTLENECK, !shortages.isEmpty())
                            .put(ClientBlock.BOTTLENECK_REASONS, Value.Items.of(shortages));
                    load.cpuShare().ifPresent(share -> findings.put(
                                    ClientBlock.CLIENT_CPU_S,
                                    new Value.Decimal(cpu.nanos().orElseThrow() / 1e9))
                            .put(ClientBlock.CLIENT_CPU_SHARE, new Value.Decimal(share)));
                    return findings.build();
                })
                .orElse(Findings.NONE);
    }

    @Override
    public void close() {
        heartbeat.ifPresent(Heartbeat::close);
        collections.ifPresent(GarbageCollections::close);
    }
}
