package io.github.pgsurge.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of the loopback address for programs that must be told theirs. Each is given to one test of this JVM only, and
 * lies below those that the system gives to whoever asks for any: nobody takes it before the program does. Thread safe.
 */
public final class FreePorts {
    /** Linux gives out ports from 32,768 up; those of the sandbox's defaults are below these. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;

    /** JVMs of the same machine begin at different places. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(FIRST, LAST));

    private FreePorts() {}

    /** One on which TCP connections can be taken. */
    public static int tcp() {
        return next(port -> {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.isBound();
            }
        });
    }

    /** One on which datagrams can be received. */
    public static int udp() {
        return next(port -> {
            try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
                return socket.isBound();
            }
        });
    }

    private interface Attempt {
        boolean binds(int port) throws IOException;
    }

    private static boolean isFree(Attempt attempt, int port) {
        try {
            return attempt.binds(port);
        } catch (IOException taken) {
            return false;
        }
    }

    private static int next(Attempt attempt) {
        for (int attempts = 0; attempts < LAST - FIRST; attempts++) {
            int port = NEXT.getAndUpdate(last -> last + 1 < LAST ? last + 1 : FIRST);
            if (isFree(attempt, port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port from " + FIRST + " to " + LAST + " is free");
    }
}
