package io.github.pgsurge.sandbox;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for services that are told theirs. Each is given to one test of this JVM only, and lies below those that Linux
 * gives to whoever asks for any: nobody takes it before the service does, or when it has gone. Thread safe.
 */
public final class FreePorts {
    /** JVMs of the same machine begin at different places. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(20_000, 30_000));

    private FreePorts() {}

    /** The next that is free. */
    public static int next() {
        int port = NEXT.getAndIncrement();
        while (!Ports.isFree(port)) {
            port = NEXT.getAndIncrement();
        }
        return port;
    }
}
