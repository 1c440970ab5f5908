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
     * @param success whether it was acknowledged and found nothing wrong
     * @param code the SQLSTATE or a code of its own when it failed; empty else
     * @param message one line of what went wrong; empty else
     * @param request what was asked for, for people
     */
    public record Result(Measurement measurement, boolean success, String code, String message, String request) {}

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
        Lease lease;
        try {
            lease = source.acquire();
        } catch (SQLException failure) {
            long waited = System.nanoTime() - start;
            return failed(failure, measured(Measurement.NOT_MEASURED, waited, 0, 0, 0));
        }
        long acquired = System.nanoTime();
        running = lease;
        int[] retries = {0};
        try (lease) {
            Operation.Outcome outcome =
                    retry.call(() -> operation.execute(lease.connection()), failure -> retries[0]++);
            long service = System.nanoTime() - acquired - outcome.untimedNanos();
            Measurement measurement = measured(service, acquired - start, outcome.rows(), outcome.bytes(), retries[0]);
            return outcome.failure().isEmpty()
                    ? succeeded(measurement)
                    : failed(outcome.failure(), operation.describe(), measurement);
        } catch (SQLException failure) {
            long service = System.nanoTime() - acquired;
            return failed(failure, measured(service, acquired - start, 0, 0, retries[0]));
        } finally {
            running = null;
        }
    }

    private Measurement measured(long service, long acquire, long rows, long bytes, long retries) {
        return operation.writes()
                ? Measurement.ofWrite(service, acquire, rows, bytes, retries)
                : new Measurement(service, acquire, rows, bytes, retries);
    }

    private Result succeeded(Measurement measurement) {
        errorsInARow = 0;
        return new Result(measurement, true, "", "", operation.describe());
    }

    private Result failed(SQLException failure, Measurement measurement) {
        String state = failure.getSQLState();
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return failed(state == null || state.isBlank() ? NO_SQLSTATE : state, message, measurement);
    }

    private Result failed(String code, String message, Measurement measurement) {
        errorsInARow++;
        return new Result(measurement, false, code, message, operation.describe());
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
