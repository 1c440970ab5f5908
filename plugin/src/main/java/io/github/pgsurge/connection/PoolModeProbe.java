package io.github.pgsurge.connection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells session mode from the others with two clients, A and B, that stay connected and ask for the id of their backend.
 *
 * <p><b>Shared.</b> In session mode a client keeps its backend until it disconnects. So when a client's backend changes, or
 * both clients name the same one, it is not session mode.
 *
 * <p><b>Not shared</b> proves less. A pooler that lends out by transaction doesn't look at who asks: whoever of A and B asks
 * next gets the same backend. The order in which they ask is left to a fair coin, so the chance that {@value #ASKS} answers
 * keep to one backend each is at most 2^-{@value #ASKS}, whatever the pooler's order and whatever others do. But that holds
 * of one process of the pooler; A and B may have come to two, each with a pool of its own.
 *
 * <p><b>Session</b> is therefore concluded only when, beyond that, B's disconnect is seen to reset B's backend: only in
 * session mode does a disconnect between transactions reach a backend. The reset query (DISCARD ALL unless set otherwise)
 * must follow B's own last query there, and B's own last query must have stood before, else backends are reset after every
 * transaction. {@value #ROUNDS} such disconnects are seen, each of a new B. A pooler that resets nothing stays unknown.
 *
 * <p>Errors are on the safe side, as long as all processes behind one address have one configuration: equal ids of two different servers look like sharing.
 */
final class PoolModeProbe {
    private static final Logger log = LoggerFactory.getLogger(PoolModeProbe.class);
    private static final int ASKS = 20;
    private static final int LOOKS = 3;
    private static final int ROUNDS = 2;
    private static final long RESET_PATIENCE_NANOS = 1_000_000_000;
    private static final long LOOK_AGAIN_NANOS = 5_000_000;

    /** What administrators make a server_reset_query of. */
    private static final Pattern RESET = Pattern.compile(
            "(discard|reset|close all|unlisten|deallocate|select pg_advisory_unlock_all)\\b.*", Pattern.DOTALL);

    private final Connection a;
    private final PoolerProbe.Opener opener;
    private final String tag = "/* pgsurge asks who serves it " + UUID.randomUUID() + " */ ";
    private final SplittableRandom coin = new SplittableRandom();

    private enum Seen {
        SHARED,
        APART,
        RESET,
        UNCLEAR
    }

    PoolModeProbe(Connection a, PoolerProbe.Opener opener) {
        this.a = a;
        this.opener = opener;
    }

    /** Session, transaction (or statement, which this does not tell apart), or unknown. */
    Pooler.Mode mode() throws SQLException {
        for (int round = 0; round < ROUNDS; round++) {
            Seen seen = round();
            if (seen != Seen.RESET) {
                return seen == Seen.SHARED ? Pooler.Mode.TRANSACTION : Pooler.Mode.UNKNOWN;
            }
        }
        return Pooler.Mode.SESSION;
    }

    private Seen round() throws SQLException {
        int backend;
        Seen seen;
        try (Connection b = opener.open()) {
            b.setNetworkTimeout(Runnable::run, PoolerProbe.PATIENCE_MS);
            int ofA = ask(a);
            backend = ask(b);
            seen = backend == ofA ? Seen.SHARED : areApart(b, ofA, backend);
        } catch (SQLException e) {
            log.info("no second connection to tell the pool mode with: {}", ConnectFailure.oneLine(e));
            return Seen.UNCLEAR;
        }
        return seen == Seen.APART ? reset(backend) : seen;
    }

    private Seen areApart(Connection b, int ofA, int ofB) throws SQLException {
        for (int i = 0; i < ASKS; i++) {
            boolean heads = coin.nextBoolean();
            if (ask(heads ? a : b) != (heads ? ofA : ofB)) {
                return Seen.SHARED;
            }
        }
        if (ask(b) != ofB || ask(a) != ofA) {
            return Seen.SHARED;
        }
        return stands(ofB) ? Seen.APART : Seen.UNCLEAR;
    }

    /** Whether B's own query is and stays the last on its backend: a reset after each transaction is there at once. */
    private boolean stands(int backend) throws SQLException {
        boolean stands = true;
        for (int look = 0; look < LOOKS && stands; look++) {
            stands = lastQuery(backend).startsWith(tag);
        }
        return stands;
    }

    private int ask(Connection connection) throws SQLException {
        return PoolerProbe.backend(connection, tag + "select pg_backend_pid()");
    }

    /** What is seen of B's backend after B has gone. */
    private Seen reset(int backend) throws SQLException {
        long deadline = System.nanoTime() + RESET_PATIENCE_NANOS;
        String last = lastQuery(backend);
        while (last.startsWith(tag) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            last = lastQuery(backend);
        }
        return RESET.matcher(last.strip().toLowerCase(Locale.ROOT)).matches() ? Seen.RESET : Seen.UNCLEAR;
    }

    /** The last query of a backend of the same role; empty when it is gone or may not be seen. */
    private String lastQuery(int backend) throws SQLException {
        try (Statement statement = a.createStatement();
                ResultSet row = statement.executeQuery(
                        "select query from pg_catalog.pg_stat_activity where pid = " + backend)) {
            return row.next() && row.getString(1) != null ? row.getString(1) : "";
        }
    }
}
