package io.github.pgsurge.workload;

import io.github.pgsurge.connection.ConnectionSource;
import io.github.pgsurge.connection.Lease;
import io.github.pgsurge.metrics.Measurement;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Runs an operation on a connection of a source, takes the times, retries what may be retried, and turns exceptions into
 * results: the one place that does. After an error it backs off before the next run, so that no thread spins while the
 * server is away.
 *
 * <p>Owned by one thread; {@link #cancel()} alone may be called from others.
 */
public final class TimedOperation {
    /** Code of a failure that came without an SQLSTATE. */
    public static final String NO_SQLSTATE = "SQL";

    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private static final Operation.Outcome NOTHING = Operation.Outcome.of(0, 0);

    private final ConnectionSource source;
    private final Operation operation;
    private final Retry retry;
    private int errorsInARow;
    private volatile Lease running;

    /** Makes it ready; nothing is opened yet. */
    public TimedOperation(ConnectionSource source, Operation operation, Retry retry) {
        this.source = source;
        this.operation = operation;
        this.retry = retry;
    }

    /**
     * One run.
     *
     * @param measurement its times and volume; the service time holds retries and their pauses
     * @param code the SQLSTATE or a code of its own when it failed; empty else
     * @param message one line of what went wrong; empty else
     * @param request what was asked for, for people
     */
    public record Result(Measurement measurement, String code, String message, String request) {
        /** Whether it was acknowledged and found nothing wrong. */
        public boolean success() {
            return code.isEmpty();
        }
    }

    /** Whether there is nothing left to do. */
    public boolean isExhausted() {
        return operation.isExhausted();
    }

    /**
     * Pauses after an error and makes what the next run needs; not part of any time.
     *
     * @return false when interrupted: the thread is asked to end
     */
    public boolean prepare() {
        if (errorsInARow > 0) {
            long longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(errorsInARow - 1, 10));
            try {
                Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        operation.prepare();
        return true;
    }

    /** Runs it once, with its retries. */
    public Result run() {
        long start = System.nanoTime();
        Measurement.Builder measured = Measurement.builder();
        Lease lease;
        try {
            lease = source.acquire();
        } catch (SQLException failure) {
            long waited = System.nanoTime() - start;
            return failed(failure, told(measured.acquire(waited), NOTHING, 0));
        }
        long acquired = System.nanoTime();
        measured.acquire(acquired - start);
        running = lease;
        int[] retries = {0};
        try (lease) {
            Operation.Outcome outcome =
                    retry.call(() -> operation.execute(lease.connection()), failure -> retries[0]++);
            // the one place where a service time is taken
            measured.service(System.nanoTime() - acquired - outcome.untimedNanos());
            Measurement measurement = told(measured, outcome, retries[0]);
            return outcome.failure().isEmpty()
                    ? succeeded(measurement)
                    : failed(outcome.failure(), operation.describe(), measurement);
        } catch (SQLException failure) {
            measured.service(System.nanoTime() - acquired);
            return failed(failure, told(measured, NOTHING, retries[0]));
        } finally {
            running = null;
        }
    }

    private Measurement told(Measurement.Builder times, Operation.Outcome outcome, int retries) {
        return times.rows(outcome.rows())
                .written(operation.writes() ? outcome.rows() : Measurement.NOT_MEASURED)
                .bytes(outcome.bytes())
                .retries(retries)
                .build();
    }

    private Result succeeded(Measurement measurement) {
        errorsInARow = 0;
        return new Result(measurement, "", "", operation.describe());
    }

    private Result failed(SQLException failure, Measurement measurement) {
        String state = failure.getSQLState();
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return failed(state == null || state.isBlank() ? NO_SQLSTATE : state, message, measurement);
    }

    private Result failed(String code, String message, Measurement measurement) {
        errorsInARow++;
        return new Result(measurement, code, message, operation.describe());
    }

    /** Gives back what the operation keeps. */
    public void close() {
        operation.close();
    }

    /**
     * Cancels the statement that is running, if one is.
     *
     * @return whether one was
     */
    public boolean cancel() {
        Lease lease = running;
        if (lease == null) {
            return false;
        }
        lease.cancel();
        operation.cancel();
        return true;
    }
}
