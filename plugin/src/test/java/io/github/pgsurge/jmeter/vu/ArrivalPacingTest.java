package io.github.pgsurge.jmeter.vu;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.schedule.ArrivalQueue;
import io.github.pgsurge.schedule.Arrivals;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a schedule begins. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ArrivalPacingTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final ArrivalPacing pace = pace();

    private static ArrivalPacing pace() {
        try {
            Arrivals arrivals = Arrivals.parse("0s:1000/s,100ms:1000/s");
            return new ArrivalPacing(
                    new ArrivalQueue(
                            arrivals.times(Arrivals.Spacing.EVEN, 1),
                            arrivals.total().toNanos(),
                            1_000),
                    arrivals.total());
        } catch (Rejection impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Thread beginning(Duration latest) {
        Thread beginning = new Thread(
                () -> {
                    try {
                        pace.begin(latest);
                    } catch (InterruptedException end) {
                        Thread.currentThread().interrupt();
                    }
                },
                "begins");
        beginning.setDaemon(true);
        beginning.start();
        return beginning;
    }

    private void awaitTheEnd() throws Exception {
        await("the schedule is over").until(() -> pace.counts().due() == 100);
    }

    @Test
    void beginsWhenTheLastVuIsReady() throws Exception {
        pace.joins();
        pace.joins();
        pace.isReady();
        Thread beginning = beginning(NEVER);
        await("it waits").until(() -> beginning.getState() == Thread.State.TIMED_WAITING);
        assertThat(pace.counts().due()).isZero();

        pace.isReady();
        beginning.join();
        awaitTheEnd();
    }

    @Test
    void beginsWithoutAVuThatDoesNotGetReady() throws Exception {
        pace.joins();
        pace.begin(Duration.ofMillis(10));
        awaitTheEnd();
    }

    @Test
    void waitsForNobodyAfterAStop() throws Exception {
        pace.joins();
        Thread beginning = beginning(NEVER);
        pace.stop();
        beginning.join();
        assertThat(pace.counts().due()).isZero();
    }
}
