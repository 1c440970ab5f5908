package io.github.pgsurge.pgbouncer.canary;

import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.workload.Operation;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of a pooler, on a connection of its own that it keeps as an application does, and on which it checks one thing
 * each time. For one thread.
 *
 * <p>A mix-up needs company: several clients on fewer server connections.
 */
public final class Canary implements Operation {
    /** Code of a check that was right. */
    public static final String RIGHT = "RIGHT_ANSWER";

    /** Code of a check that was not. */
    public static final String WRONG = "WRONG_ANSWER";

    private static final Logger log = LoggerFactory.getLogger(Canary.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String BROKEN = "08";

    private final Opener opener;
    private final String client;
    private final List<Check> checks;
    private Connection connection;
    private long turn;
    private String said = "";

    /** Opens connections that their taker closes. */
    @FunctionalInterface
    public interface Opener {
        /** Opens one. */
        Connection open() throws SQLException;
    }

    /**
     * A client that has not connected yet.
     *
     * @param worker its name among the clients of its run
     */
    public Canary(Opener opener, String worker, CanaryChecks checks) {
        this.opener = opener;
        // another run may have workers of the same name on the same pooler
        client = worker.replaceAll("[^A-Za-z0-9-]", "-") + "." + Integer.toHexString(RANDOM.nextInt());
        this.checks = checks.of(client, RANDOM.nextInt());
    }

    @Override
    public Outcome execute(Connection none) throws SQLException {
        Check check = checks.get((int) (turn % checks.size()));
        turn++;
        said = check.subject();
        try {
            if (connection == null) {
                connection = opener.open();
            }
            Optional<String> wrong = check.run(connection, client + "." + turn);
            wrong.ifPresent(finding -> said = check.subject() + ": " + finding);
            return new Outcome(Measurement.NOT_MEASURED, Measurement.NOT_MEASURED, 0, wrong.isPresent() ? WRONG : "");
        } catch (SQLException failure) {
            if (failure.getSQLState() == null || failure.getSQLState().startsWith(BROKEN)) {
                close();
            }
            throw failure;
        }
    }

    @Override
    public String describe() {
        return said;
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException broken) {
                log.debug("the canary's connection was broken: {}", broken.getMessage());
            }
            connection = null;
        }
    }
}
