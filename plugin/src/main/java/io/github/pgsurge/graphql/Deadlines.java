package io.github.pgsurge.graphql;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that ends exchanges whose time is over. Reads and writes then need no timeout of their own, which would not
 * bound a request as a whole, would not bound a write at all, and would cost two system calls more for each read.
 * Thread safe.
 */
final class Deadlines implements AutoCloseable {
    private final Set<ExchangeTimeout> exchanges = ConcurrentHashMap.newKeySet();
    private final long shortestNanos;
    private final Thread thread = new Thread(this::run, "pgsurge-graphql-deadlines");
    private volatile boolean closed;

    /** @param shortest no exchange is given less time than this */
    Deadlines(Duration shortest) {
        shortestNanos = shortest.toNanos();
        thread.setDaemon(true);
        thread.start();
    }

    void add(ExchangeTimeout exchange) {
        exchanges.add(exchange);
    }

    void remove(ExchangeTimeout exchange) {
        exchanges.remove(exchange);
    }

    private void run() {
        while (!closed) {
            long now = System.nanoTime();
            // what begins after this look ends no sooner than that
            long wait = shortestNanos;
            for (ExchangeTimeout exchange : exchanges) {
                wait = Math.min(wait, exchange.expire(now));
            }
            LockSupport.parkNanos(this, wait);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
