package io.github.pgsurge.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether somebody scrapes, how often, and whether the final figures were taken. A scrape that began before they were
 * final does not count as taking them.
 *
 * <p>Thread safe.
 */
final class ScrapeWatch {
    /** However rarely somebody scrapes, and when that is unknown after a single scrape. */
    static final Duration LONGEST_PATIENCE = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private final CountDownLatch nothingToWaitFor = new CountDownLatch(1);
    private long scrapes;
    private long lastNanos;
    private long longestGapNanos;
    private boolean figuresFinal;

    ScrapeWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A scrape begins; answers whether it takes final figures, for {@link #ended}. */
    synchronized boolean begun() {
        long now = nanoTime.getAsLong();
        if (scrapes > 0) {
            longestGapNanos = Math.max(longestGapNanos, now - lastNanos);
        }
        scrapes++;
        lastNanos = now;
        return figuresFinal;
    }

    /** Its answer was sent. */
    void ended(boolean tookFinalFigures) {
        if (tookFinalFigures) {
            nothingToWaitFor.countDown();
        }
    }

    /** From now on the figures do not change. */
    synchronized void figuresAreFinal() {
        figuresFinal = true;
    }

    /** How long a scrape of the final figures is worth waiting for: twice the longest time between two; empty without any. */
    synchronized Optional<Duration> patience() {
        if (scrapes == 0 || nothingToWaitFor.getCount() == 0) {
            return Optional.empty();
        }
        Duration twice = Duration.ofNanos(2 * longestGapNanos);
        return Optional.of(scrapes > 1 && twice.compareTo(LONGEST_PATIENCE) < 0 ? twice : LONGEST_PATIENCE);
    }

    /** Waits until the final figures were taken or nobody wants to wait any more. */
    void await(Duration longest) throws InterruptedException {
        boolean taken = nothingToWaitFor.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        if (!taken) {
            stopWaiting();
        }
    }

    /** Ends every waiting, also one that is yet to begin. */
    void stopWaiting() {
        nothingToWaitFor.countDown();
    }
}
