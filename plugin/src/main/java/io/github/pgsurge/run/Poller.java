package io.github.pgsurge.run;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads something again and again on a daemon thread of its own, and says once when that fails and once when it works
 * again. All readings are made by that one thread. Thread safe.
 */
public final class Poller implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Poller.class);

    /** One reading. */
    @FunctionalInterface
    public interface Reading {
        /** Reads; what kept it from reading, in one line without secrets, is empty when nothing did. */
        Optional<String> take();
    }

    private final String name;
    private final Duration interval;
    private final Reading reading;
    private final Consumer<String> out;
    private final ScheduledExecutorService executor;
    private final AtomicBoolean soon = new AtomicBoolean();
    private boolean failing;

    /**
     * Nothing is read before {@link #start}.
     *
     * @param name of what is read, for people: the first words of its lines
     * @param interval from the begin of one reading to the next; one that takes longer makes up for nothing: the turns that
     *     it missed are left out
     * @param out takes the lines
     */
    public Poller(String name, Duration interval, Reading reading, Consumer<String> out) {
        this.name = name;
        this.interval = interval;
        this.reading = reading;
        this.out = out;
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "pgsurge-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Reads once, waiting no longer than {@code patience} for that, and goes on at every interval. To be called once. */
    public void start(Duration patience) {
        startAll(List.of(this), patience);
    }

    /** Starts all of them at once, waiting no longer than {@code patience} for all together. */
    public static void startAll(Collection<Poller> pollers, Duration patience) {
        readAll(pollers, patience);
        pollers.forEach(poller -> poller.next(poller.interval));
    }

    /** Reads once more, now, waiting no longer than {@code patience}; nothing is read afterwards. Later calls do nothing. */
    public void finish(Duration patience) {
        finishAll(List.of(this), patience);
    }

    /** Finishes all of them at once, waiting no longer than {@code patience} for all together. */
    public static void finishAll(Collection<Poller> pollers, Duration patience) {
        readAll(pollers, patience);
        pollers.forEach(Poller::close);
    }

    /** Reads once more, now, waiting no longer than {@code patience}; the readings at intervals go on. */
    public void readNow(Duration patience) {
        readAll(List.of(this), patience);
    }

    private static void readAll(Collection<Poller> pollers, Duration patience) {
        long endNanos = System.nanoTime() + patience.toNanos();
        List<CompletableFuture<Void>> readings =
                pollers.stream().map(Poller::submit).toList();
        for (CompletableFuture<Void> one : readings) {
            try {
                one.get(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException late) {
                log.warn("A reading takes longer than {}", patience);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private CompletableFuture<Void> submit() {
        try {
            return CompletableFuture.runAsync(this::read, executor);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Reads once more, as soon as no other reading is on, and waits for nothing. Calls before that come to one reading. */
    public void readSoon() {
        if (soon.compareAndSet(false, true)) {
            try {
                executor.execute(() -> {
                    soon.set(false);
                    read();
                });
            } catch (RejectedExecutionException closed) {
                log.debug("{} has ended", name);
            }
        }
    }

    private void turn() {
        long begin = System.nanoTime();
        read();
        long took = System.nanoTime() - begin;
        long missed = took / interval.toNanos();
        next(interval.multipliedBy(missed + 1).minusNanos(took));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a turn, and it throws nothing
    private void next(Duration pause) {
        try {
            executor.schedule(this::turn, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            log.debug("{} has ended", name);
        }
    }

    private void read() {
        try {
            Optional<String> failure = reading.take();
            if (failure.isPresent() && !failing) {
                out.accept(name + ": " + failure.get() + "; the run goes on, and so do the attempts");
            } else if (failure.isEmpty() && failing) {
                out.accept(name + ": answers again");
            }
            failing = failure.isPresent();
        } catch (RuntimeException defect) {
            log.error("A reading of {} failed; it goes on", name, defect);
        }
    }

    /** Reads no more; a reading that is on is interrupted. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
