package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.pgbouncer.console.Counter;
import io.github.pgsurge.pgbouncer.console.SocketReading;
import io.github.pgsurge.pgbouncer.console.Totals;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How server connections of one process come, go and are shared. Not thread safe.
 *
 * <p>A new one is one that the reading before did not show: one that came and went between two readings is not seen.
 *
 * <p>How many clients share one is counted in windows of a second at least, because the console tells when a connection was
 * last used in whole seconds. A server connection was used in a window when it is active at its end, or its last use is
 * another than at its begin. Clients are those that are there at the end; since 1.23 no more of them count than were served:
 * by a server connection that was assigned in the window, or that they held at its begin. Before 1.23 idle clients count
 * too. The figure is all clients of all windows by all server connections that they used.
 */
final class ServerUse {
    private static final long WINDOW_NANOS = 1_000_000_000;
    private static final String ACTIVE = "active";

    private Set<SocketReading.Identity> known = Set.of();
    private Map<SocketReading.Identity, String> lastUse = Map.of();
    private boolean begun;
    private long windowNanos;
    private long heldAtBegin;
    private OptionalLong assignments = OptionalLong.empty();
    private long connects;
    private long clients;
    private long used;

    /** Begins, with what is there: after it, only what is new counts. */
    void begin(ProcessReading reading) {
        known = identities(reading);
        connects = 0;
        clients = 0;
        used = 0;
        beginWindow(reading);
    }

    /** Sees the next reading; {@code moved} is what the counters moved by since the one before. */
    void add(ProcessReading reading, Totals moved) {
        Set<SocketReading.Identity> now = identities(reading);
        connects += now.stream().filter(one -> !known.contains(one)).count();
        known = now;
        OptionalLong more = moved.get(Counter.SERVER_ASSIGNMENTS);
        if (more.isPresent()) {
            assignments = OptionalLong.of(assignments.orElse(0) + more.getAsLong());
        }
        if (!begun) {
            beginWindow(reading);
        } else if (reading.nanos() - windowNanos >= WINDOW_NANOS) {
            endWindow(reading);
            beginWindow(reading);
        }
    }

    /** Says that nobody looked for a while. */
    void gap() {
        begun = false;
    }

    private void beginWindow(ProcessReading reading) {
        begun = true;
        windowNanos = reading.nanos();
        heldAtBegin = PoolSample.of(reading).svActive();
        assignments = OptionalLong.empty();
        lastUse = new HashMap<>();
        reading.servers().forEach(server -> lastUse.put(server.identity(), server.requestTime()));
    }

    private void endWindow(ProcessReading reading) {
        long usedNow = reading.servers().stream()
                .filter(server ->
                        server.state().equals(ACTIVE) || !server.requestTime().equals(lastUse.get(server.identity())))
                .count();
        if (usedNow > 0) {
            PoolSample pools = PoolSample.of(reading);
            long there = pools.clActive() + pools.clWaiting();
            used += usedNow;
            clients += assignments.isPresent() ? Math.min(there, assignments.getAsLong() + heldAtBegin) : there;
        }
    }

    private static Set<SocketReading.Identity> identities(ProcessReading reading) {
        Set<SocketReading.Identity> identities = new HashSet<>();
        reading.servers().forEach(server -> identities.add(server.identity()));
        return identities;
    }

    /** Server connections that were opened. */
    long connects() {
        return connects;
    }

    /** Clients in all windows. */
    long clients() {
        return clients;
    }

    /** Server connections that were used in all windows. */
    long used() {
        return used;
    }

    /** Clients that share a server connection. */
    static OptionalDouble multiplexing(long clients, long used) {
        return used > 0 ? OptionalDouble.of(clients / (double) used) : OptionalDouble.empty();
    }
}
