package io.github.pgsurge.connection;

import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sockets of one manager's load, or of its control connection: closes them all at once when time is up, whatever
 * their threads wait for. Thread safe.
 *
 * <p>pgjdbc makes its socket factory itself and hands it one text, hence the registry by id.
 */
final class SocketGroup implements AutoCloseable {
    private static final Map<String, SocketGroup> ALIVE = new ConcurrentHashMap<>();
    private static final AtomicLong IDS = new AtomicLong();

    private final String id = Long.toString(IDS.incrementAndGet());
    private final Set<SyncCloseSocket> sockets = ConcurrentHashMap.newKeySet();
    private final Duration loginPatience;
    private final RoundTrips roundTrips;
    private volatile boolean closed;

    /**
     * @param loginPatience longest wait for one answer of the server while logging in
     * @param roundTrips counts what the sockets ask
     */
    SocketGroup(Duration loginPatience, RoundTrips roundTrips) {
        this.loginPatience = loginPatience;
        this.roundTrips = roundTrips;
        ALIVE.put(id, this);
    }

    /** What {@link SyncCloseSocketFactory} is given to find this group. */
    String id() {
        return id;
    }

    /** The group of this id; null when it is closed, or never was. */
    static SocketGroup find(String id) {
        return ALIVE.get(id);
    }

    Duration loginPatience() {
        return loginPatience;
    }

    /** What its sockets ask the server. */
    RoundTrips roundTrips() {
        return roundTrips;
    }

    void add(SyncCloseSocket socket) {
        sockets.add(socket);
        if (closed) {
            socket.closeNow();
        }
    }

    void remove(SyncCloseSocket socket) {
        sockets.remove(socket);
    }

    /** Closes every socket without waiting for the server; new ones are closed as they come. Idempotent. */
    @Override
    public void close() {
        closed = true;
        ALIVE.remove(id);
        sockets.forEach(SyncCloseSocket::closeNow);
    }

    /** How many sockets are open. */
    int size() {
        return (int)
                sockets.stream().filter(socket -> !((Socket) socket).isClosed()).count();
    }
}
