package io.github.pgsurge.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.outcome.Rejection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
    private static final Retry QUICK = new Retry(3, Duration.ofMillis(1), Duration.ofMillis(2));

    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void repeatsUpToTheMaximumAndThenThrowsTheLastAsItIs(String state) {
        SQLException failure = new SQLException("undone", state);
        assertThatThrownBy(() -> QUICK.call(() -> failing(failure), e -> retries.incrementAndGet()))
                .isSameAs(failure);
        assertThat(attempts).hasValue(4);
        assertThat(retries).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "53300", "08006", "57014", "40003"})
    void throwsEverythingElseAtOnce(String state) {
        SQLException failure = new SQLException("other", state);
        assertThatThrownBy(() -> QUICK.call(() -> failing(failure), e -> retries.incrementAndGet()))
                .isSameAs(failure);
        assertThatThrownBy(() -> QUICK.call(() -> failing(new SQLException("no state")), e -> {}))
                .hasMessage("no state");
        assertThat(attempts).hasValue(2);
        assertThat(retries).hasValue(0);
    }

    @Test
    void doublesTheWaitUpToTheCap() {
        Retry retry = new Retry(100, Duration.ofMillis(10), Duration.ofSeconds(1));
        assertThat(retry.longestWait(0)).isEqualTo(Duration.ofMillis(10));
        assertThat(retry.longestWait(3)).isEqualTo(Duration.ofMillis(80));
        assertThat(retry.longestWait(7)).isEqualTo(Duration.ofSeconds(1));
        assertThat(retry.longestWait(99)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void refusesNumbersOutsideItsRange() throws Rejection {
        assertThat(Retry.upTo(0).max()).isZero();
        assertThatThrownBy(() -> Retry.upTo(-1)).isInstanceOf(Rejection.class).hasMessageContaining("RETRY_MAX=-1");
        assertThatThrownBy(() -> Retry.upTo(101)).isInstanceOf(Rejection.class);
    }

    @Test
    void stopsWaitingWhenInterrupted() {
        Retry slow = new Retry(3, Duration.ofHours(1), Duration.ofHours(1));
        SQLException failure = new SQLException("undone", "40001");
        assertThatThrownBy(() -> slow.call(
                        () -> failing(failure), e -> Thread.currentThread().interrupt()))
                .isSameAs(failure);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempts).hasValue(1);
    }

    @Test
    void overcomesARealDeadlock() throws Exception {
        try (Scratch db = new Scratch();
                Connection one = Scratch.connect();
                Connection two = Scratch.connect()) {
            String table = db.ensure("t", false, 2).name().quoted();
            CyclicBarrier bothHoldTheirFirst = new CyclicBarrier(2);
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                Future<?> a = threads.submit(() -> lockBoth(one, table, 1, 2, bothHoldTheirFirst));
                Future<?> b = threads.submit(() -> lockBoth(two, table, 2, 1, bothHoldTheirFirst));
                a.get(30, TimeUnit.SECONDS);
                b.get(30, TimeUnit.SECONDS);
            } finally {
                threads.shutdownNow();
            }
            // on a busy machine who was undone may meet the other once more
            assertThat(retries).hasValueBetween(1, 3);
            assertThat(db.ask("SELECT sum(age / 1000) FROM t")).isEqualTo("4");
        }
    }

    private Void lockBoth(Connection connection, String table, int first, int second, CyclicBarrier barrier)
            throws SQLException {
        AtomicInteger mine = new AtomicInteger();
        return QUICK.call(
                () -> {
                    try (Transaction transaction = Transaction.begin(connection)) {
                        db(connection, "UPDATE " + table + " SET age = age + 1000 WHERE id = " + first);
                        if (mine.getAndIncrement() == 0) {
                            barrier.await(20, TimeUnit.SECONDS);
                        }
                        db(connection, "UPDATE " + table + " SET age = age + 1000 WHERE id = " + second);
                        transaction.commit();
                        return null;
                    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                        throw new AssertionError(e);
                    }
                },
                e -> {
                    assertThat(e.getSQLState()).isEqualTo("40P01");
                    retries.incrementAndGet();
                });
    }

    private static void db(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int failing(SQLException failure) throws SQLException {
        attempts.incrementAndGet();
        throw failure;
    }
}
