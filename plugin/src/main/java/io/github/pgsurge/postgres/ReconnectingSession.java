package io.github.pgsurge.postgres;

import io.github.pgsurge.connection.MonitorConnection;
import io.github.pgsurge.connection.RunLabel;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.outcome.Rejection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The monitor's one connection, made again when it broke: at once the first time, then after pauses that double, as a server
 * that is full or coming up is not to be hammered. For one thread, but for {@link #close()}.
 */
final class ReconnectingSession implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Dsn dsn;
    private final RunLabel label;
    private final String table;
    private final Duration timeout;
    private Optional<ClusterCpu> cpu = Optional.empty();
    private volatile ServerSession session;
    private volatile boolean closed;
    private boolean behindPooler;
    private Duration pause = Duration.ZERO;
    private long nextAttemptNanos = System.nanoTime();
    private String failure = "";

    ReconnectingSession(Dsn dsn, RunLabel label, String table, Duration timeout) {
        this.dsn = dsn;
        this.label = label;
        this.table = table;
        this.timeout = timeout;
    }

    /** The session, opened when there is none and an attempt is due; empty when there is none to be had now. */
    Optional<ServerSession> session() {
        if (session == null && !behindPooler && !closed && System.nanoTime() - nextAttemptNanos >= 0) {
            attempt();
        }
        return Optional.ofNullable(session);
    }

    private void attempt() {
        try {
            Optional<ServerSession> opened = ServerSession.open(dsn, label, table, timeout, cpu);
            behindPooler = opened.isEmpty();
            session = opened.orElse(null);
            cpu = opened.flatMap(ServerSession::cpu).or(() -> cpu);
            pause = Duration.ZERO;
            if (closed) {
                close();
            }
        } catch (Rejection refused) {
            fail(refused.getMessage());
        } catch (SQLException broken) {
            fail(MonitorConnection.oneLine(broken));
        }
    }

    private void fail(String reason) {
        failure = reason;
        Duration doubled = pause.multipliedBy(2);
        pause = pause.isZero() ? FIRST_PAUSE : doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        nextAttemptNanos = System.nanoTime() + pause.toNanos();
    }

    /** Gives up a session that failed. */
    void broke(SQLException cause) {
        failure = Sql.isCanceled(cause)
                ? dsn.endpoint() + " gave no answer within " + timeout.toMillis() + " ms"
                : dsn.endpoint() + ": " + MonitorConnection.oneLine(cause);
        ServerSession broken = session;
        session = null;
        if (broken != null) {
            broken.close();
        }
    }

    /** Whether a pooler stands there instead of a server: then there will never be a session. */
    boolean isBehindPooler() {
        return behindPooler;
    }

    /** Why there is no session, in one line. */
    String failure() {
        return failure;
    }

    /** Any thread. */
    @Override
    public void close() {
        closed = true;
        ServerSession open = session;
        if (open != null) {
            open.close();
        }
    }
}
