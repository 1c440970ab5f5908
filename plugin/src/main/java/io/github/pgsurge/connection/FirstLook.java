package io.github.pgsurge.connection;

import io.github.pgsurge.connection.ConnectFailure.Endpoint;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.outcome.Rejection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * What the first connection of a load shows: the server, and what stands before it. Immutable.
 *
 * @param facts what the server says of itself
 * @param pooler empty when nothing stands between
 */
public record FirstLook(ServerFacts facts, Optional<Pooler> pooler) {
    private static final String CHECK = "pgsurge-check-pooler";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_CONNECTIONS = 2;

    /**
     * Looks without a budget: with two connections at most, for as long as it takes.
     *
     * @throws Rejection when the server can't be reached or logged into
     */
    public static FirstLook take(Dsn dsn) throws Rejection {
        return take(dsn, CHECK, MOST_CONNECTIONS, PATIENCE, new RoundTrips(), () -> {});
    }

    /**
     * Opens a connection, two when a pooler is found and that many are permitted, and closes them.
     *
     * @param permitted connections that may be open, 1 or more
     * @param roundTrips counts what they ask
     * @throws Rejection when the server can't be reached or logged into
     */
    static FirstLook take(
            Dsn dsn,
            String applicationName,
            int permitted,
            Duration patience,
            RoundTrips roundTrips,
            Runnable onServerFull)
            throws Rejection {
        int most = Math.min(MOST_CONNECTIONS, permitted);
        try (GuardedConnections connections = new GuardedConnections(
                        PoolerProbe.properties(dsn),
                        applicationName,
                        new Permits(most),
                        patience,
                        roundTrips,
                        onServerFull);
                Connection first = connections.open(Holder.FRESH)) {
            ServerFacts facts = ServerFacts.read(first);
            PoolerProbe probe = new PoolerProbe(() -> connections.open(Holder.FRESH), most == MOST_CONNECTIONS);
            return new FirstLook(facts, probe.look(first));
        } catch (SQLException e) {
            throw ConnectFailure.explain(e, dsn, Endpoint.LOAD);
        }
    }
}
