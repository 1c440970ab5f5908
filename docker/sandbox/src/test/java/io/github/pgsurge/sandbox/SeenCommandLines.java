package io.github.pgsurge.sandbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Every command line that any process had between its making and {@link #close()}. */
final class SeenCommandLines implements AutoCloseable {
    private static final long BETWEEN_LOOKS_NS = 20_000_000;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Thread watcher = new Thread(this::watch);

    SeenCommandLines() {
        watcher.start();
    }

    Set<String> seen() {
        return seen;
    }

    @Override
    public void close() {
        watcher.interrupt();
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            seen.addAll(CheckoutFolder.commandLines());
            LockSupport.parkNanos(BETWEEN_LOOKS_NS);
        }
    }
}
