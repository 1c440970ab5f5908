package io.github.pgsurge.pgbouncer.canary;

import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.workload.Operation;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * One client of a pooler, which checks one thing each time. Its connection must be always the same, as that of an
 * application is. For one thread.
 *
 * <p>A mix-up needs company: several clients on fewer server connections.
 */
public final class Canary implements Operation {
    /** Code of a check that was right. */
    public static final String RIGHT = "RIGHT_ANSWER";

    /** Code of a check that was not. */
    public static final String WRONG = "WRONG_ANSWER";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String BROKEN = "08";

    private final String client;
    private final List<Check> checks;
    private long turn;
    private String said = "";

    /**
     * A client that has checked nothing yet.
     *
     * @param worker its name among the clients of its run
     */
    public Canary(String worker, CanaryChecks checks) {
        // another run may have workers of the same name on the same pooler
        client = worker.replaceAll("[^A-Za-z0-9-]", "-") + "." + Integer.toHexString(RANDOM.nextInt());
        this.checks = checks.of(client, RANDOM.nextInt());
    }

    @Override
    public Outcome execute(Connection connection) throws SQLException {
        Check check = checks.get((int) (turn % checks.size()));
        turn++;
        said = check.subject();
        try {
            Optional<String> wrong = check.run(connection, client + "." + turn);
            wrong.ifPresent(finding -> said = check.subject() + ": " + finding);
            return new Outcome(Measurement.NOT_MEASURED, Measurement.NOT_MEASURED, 0, wrong.isPresent() ? WRONG : "");
        } catch (SQLException failure) {
            if (failure.getSQLState() == null || failure.getSQLState().startsWith(BROKEN)) {
                // the driver does not know that a pooler which said so hangs up
                connection.close();
            }
            throw failure;
        }
    }

    @Override
    public String describe() {
        return said;
    }
}
