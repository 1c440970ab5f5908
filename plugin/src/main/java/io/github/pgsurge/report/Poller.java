package io.github.pgsurge.report;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private Future<?> polling = CompletableFuture.completedFuture(null);
    private boolean failing;

    /**
     * Nothing is read before {@link #start}.
     *
     * @param name of what is read, for people: the first words of its lines
     * @param interval from the begin of one reading to the next; one that takes longer delays the next
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

    /** Reads once, waiting no longer than {@code patience} for that, and goes on at every interval. */
    public synchronized void start(Duration patience) {
        readNow(patience);
        polling =
                executor.scheduleAtFixedRate(this::read, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Reads once more, now, waiting no longer than {@code patience}; nothing is read afterwards. Later calls do nothing. */
    public synchronized void finish(Duration patience) {
        polling.cancel(false);
        readNow(patience);
        close();
    }

    /** Reads once more, now, waiting no longer than {@code patience}; the readings at intervals go on. */
    public void readNow(Duration patience) {
        try {
            executor.submit(this::read).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            log.debug("{} has ended", name);
        } catch (ExecutionException | TimeoutException late) {
            log.warn("A reading of {} takes longer than {}", name, patience);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads once more, as soon as no other reading is on, and waits for nothing. */
    public void readSoon() {
        try {
            executor.execute(this::read);
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
