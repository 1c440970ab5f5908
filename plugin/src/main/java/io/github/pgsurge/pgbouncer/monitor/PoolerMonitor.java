package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.pgbouncer.console.ConsoleAddress;
import io.github.pgsurge.pgbouncer.console.ConsoleException;
import io.github.pgsurge.pgbouncer.console.ConsoleOptions;
import io.github.pgsurge.pgbouncer.console.ConsoleSettings;
import io.github.pgsurge.run.Poller;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Watches PgBouncer processes by their admin consoles: block {@value PoolerBlock#NAME} of run.json, lines of {@code server.jsonl}, gauges,
 * and a doubt when nothing went through them. Each process has a connection and a {@link Poller} of its own, so that one that
 * hangs holds up no other. Only SHOW commands are sent.
 *
 * <p>Its figures begin with the first reading; after a warm-up, with the one that comes of the first second in which something
 * was measured.
 *
 * <p>Thread safe.
 */
public final class PoolerMonitor implements RunObserver {
    /** What a poller needs beyond the timeout of a console to give up. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final List<ConsoleAddress> addresses;
    private final ConsoleOptions options;
    private final Duration interval;
    private final String namespace;
    private final PoolerState state;
    private final List<PoolerProcess> processes = new ArrayList<>();
    private final List<Poller> pollers = new ArrayList<>();
    private boolean measuring;
    private volatile Optional<Long> measuredFrom = Optional.empty();

    /**
     * Watches nothing before {@link #begin}.
     *
     * @param interval from one reading of a process to the next
     * @param namespace a label of the gauges
     */
    public PoolerMonitor(ConsoleSettings consoles, Duration interval, String namespace) {
        this.addresses = consoles.addresses();
        this.options = consoles.options();
        this.interval = interval;
        this.namespace = namespace;
        state = new PoolerState(this.addresses);
    }

    @Override
    public void begin(Surroundings surroundings) {
        surroundings
                .registry()
                .ifPresent(registry ->
                        registry.register(new PoolerCollector(namespace, addresses.size() > 1, state::latest)));
        if (surroundings.warmup().isZero()) {
            measuredFrom = Optional.of(System.nanoTime());
        }
        for (ConsoleAddress address : addresses) {
            PoolerProcess process = new PoolerProcess(address, options);
            processes.add(process);
            pollers.add(new Poller(
                    "PgBouncer " + address, interval, new Watched(process, surroundings)::read, surroundings.out()));
        }
        Poller.startAll(pollers, patience());
    }

    private Duration patience() {
        return options.timeout().plus(SLACK);
    }

    /** The readings of one process, made by its poller's thread. */
    private final class Watched {
        private final PoolerProcess process;
        private final Surroundings surroundings;
        private boolean warm;
        private boolean saidRestart;

        Watched(PoolerProcess process, Surroundings surroundings) {
            this.process = process;
            this.surroundings = surroundings;
            warm = surroundings.warmup().isZero();
        }

        Optional<String> read() {
            ConsoleAddress address = process.address();
            try {
                ProcessReading reading = process.read();
                Instant at = Instant.now();
                ProcessDeltas.Step step = state.add(address, reading);
                if (!warm
                        && measuredFrom
                                .filter(from -> reading.nanos() - from >= 0)
                                .isPresent()) {
                    warm = true;
                    state.begin(address, isFirst());
                }
                if (step.restarted() && !saidRestart) {
                    saidRestart = true;
                    said(surroundings.out(), address);
                }
                surroundings.readings().append(PoolerBlock.NAME, address.toString(), at, line(reading, step));
                return Optional.empty();
            } catch (ConsoleException unreadable) {
                state.miss(address);
                return Optional.of(unreadable.getMessage());
            } catch (IOException unwritable) {
                return Optional.of("its readings cannot be written: " + unwritable.getMessage());
            }
        }
    }

    private static void said(Consumer<String> out, ConsoleAddress address) {
        out.accept("PgBouncer " + address
                + ": it was started anew in the middle of the run; what it counted between the last"
                + " reading and its end is not known");
    }

    private synchronized boolean isFirst() {
        boolean first = !measuring;
        measuring = true;
        return first;
    }

    private static Fields line(ProcessReading reading, ProcessDeltas.Step step) {
        Findings.Builder moved = Findings.builder();
        step.flow().ifPresent(flow -> {
            moved.putAll(flow.findings()).put(PoolerBlock.SERVER_CONNECTS, step.connects());
            step.cpuNanos().ifPresent(nanos -> moved.put(PoolerBlock.CPU_SHARE, nanos / 1e9 / flow.seconds()));
        });
        Fields.Builder fields = Fields.builder()
                .putAll(moved.build().block(PoolerBlock.NAME))
                .putAll(PoolSample.of(reading).fields())
                .put("paused", reading.paused());
        return (step.restarted() ? fields.put("restarted", true) : fields).build();
    }

    @Override
    public void observe(Moment moment) {
        if (moment.last()) {
            Poller.finishAll(pollers, patience());
        } else if (measuredFrom.isEmpty() && !moment.interval().measured().isZero()) {
            measuredFrom = Optional.of(System.nanoTime());
            pollers.forEach(Poller::readSoon);
        }
    }

    @Override
    public Findings findings() {
        return state.findings();
    }

    @Override
    public List<String> remarks() {
        return state.lines();
    }

    @Override
    public Optional<String> doubt() {
        return state.isWhole() && state.figures().queries() == 0
                ? Optional.of("not one query went through PgBouncer at "
                        + addresses.stream().map(Object::toString).collect(Collectors.joining(", "))
                        + ": the load went elsewhere")
                : Optional.empty();
    }

    @Override
    public void close() {
        pollers.forEach(Poller::close);
        processes.forEach(PoolerProcess::close);
    }
}
