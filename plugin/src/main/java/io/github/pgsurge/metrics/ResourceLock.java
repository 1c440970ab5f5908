package io.github.pgsurge.metrics;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock for try-with-resources: {@code try (ResourceLock ignored = lock.obtain())}. Unlike a monitor it lets go of the carrier
 * when a virtual thread blocks while holding it, on a socket for example.
 *
 * <p>It stands in this package, beside {@link MonotonicClock}, because every package with threads of its own may use this
 * one: what guards connections, exchanges and runs alike belongs to none of them. The idea is pgjdbc's class of this name.
 */
public final class ResourceLock extends ReentrantLock implements AutoCloseable {
    private static final long serialVersionUID = 1;

    /** Waits for the lock; closing what is returned, which is this lock, releases it. */
    public ResourceLock obtain() {
        lock();
        return this;
    }

    /** Releases the lock, which the calling thread must hold. */
    @Override
    public void close() {
        unlock();
    }
}
