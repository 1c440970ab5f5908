package io.github.pgsurge.pgbouncer.console;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Cuts something off when its time is over, whatever the thread that uses it is doing: a timeout of each read would not bound
 * an answer that trickles, nor a write, nor a TLS handshake. Thread safe.
 */
final class Deadline implements AutoCloseable {
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean passed;

    /** @param cut done by a thread of the JDK's unless {@link #close} comes first; must not block */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the cut: whoever is cut off learns of it
    Deadline(Duration time, Runnable cut) {
        closed.orTimeout(time.toNanos(), TimeUnit.NANOSECONDS).exceptionally(late -> {
            passed = true;
            cut.run();
            return null;
        });
    }

    /** Whether it has cut. */
    boolean passed() {
        return passed;
    }

    /** Does nothing any more. */
    @Override
    public void close() {
        closed.complete(null);
    }
}
