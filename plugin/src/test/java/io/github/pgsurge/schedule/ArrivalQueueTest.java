package io.github.pgsurge.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.schedule.ArrivalQueue.Arrival;
import io.github.pgsurge.schedule.ArrivalQueue.Counts;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ten arrivals a second for a second, due at 50, 150, ... 950 ms. */
class ArrivalQueueTest {
    private static ArrivalQueue queue(int limit) throws Rejection {
        Arrivals arrivals = Arrivals.parse("0s:10/s,1s:10/s");
        return new ArrivalQueue(
                arrivals.times(Arrivals.Spacing.EVEN, 1), arrivals.total().toNanos(), limit);
    }

    private static long millis(long millis) {
        return millis * 1_000_000;
    }

    private static Arrival arrival(long millis, boolean late) {
        return new Arrival(millis(millis), late);
    }

    /** Takes one and begins it. */
    private static Optional<Arrival> begin(ArrivalQueue queue, long millis) {
        Optional<Arrival> taken = queue.take(millis(millis));
        taken.ifPresent(queue::begins);
        return taken;
    }

    @Test
    void whoeverIsFreeTakesTheNextToCome() throws Rejection {
        ArrivalQueue queue = queue(100);
        assertThat(begin(queue, 0)).contains(arrival(50, false));
        assertThat(begin(queue, 10)).contains(arrival(150, false));
        assertThat(queue.counts(millis(200))).isEqualTo(new Counts(2, 0, 0));
    }

    @Test
    void whatFindsNobodyFreeWaitsAndTheOldestIsServedFirst() throws Rejection {
        ArrivalQueue queue = queue(100);
        assertThat(begin(queue, 0)).contains(arrival(50, false));

        assertThat(begin(queue, 400)).contains(arrival(150, true));
        assertThat(begin(queue, 400)).contains(arrival(250, true));
        assertThat(begin(queue, 400)).contains(arrival(350, true));
        assertThat(begin(queue, 400)).contains(arrival(450, false));
        assertThat(queue.counts(millis(400))).isEqualTo(new Counts(5, 3, 0));
    }

    @Test
    void whatFindsTheQueueFullIsDropped() throws Rejection {
        ArrivalQueue queue = queue(2);
        assertThat(queue.counts(millis(500))).isEqualTo(new Counts(5, 2, 3));
        assertThat(begin(queue, 500)).contains(arrival(50, true));
        assertThat(begin(queue, 500)).contains(arrival(150, true));
        // those due at 250, 350 and 450 ms are gone
        assertThat(begin(queue, 500)).contains(arrival(550, false));
    }

    @Test
    void withoutAQueueWhatFindsNobodyFreeIsDroppedAtOnce() throws Rejection {
        assertThat(queue(0).counts(millis(500))).isEqualTo(new Counts(5, 0, 5));
    }

    @Test
    void whatStillWaitsWhenTheScheduleIsOverIsDropped() throws Rejection {
        ArrivalQueue queue = queue(100);
        assertThat(begin(queue, 900)).contains(arrival(50, true));
        assertThat(begin(queue, 1_000)).isEmpty();
        assertThat(queue.counts(millis(1_000))).isEqualTo(new Counts(10, 1, 9));
    }

    @Test
    void whatItsTakerDoesNotBeginIsDroppedOnceItIsDue() throws Rejection {
        ArrivalQueue queue = queue(100);
        queue.giveBack(queue.take(0).orElseThrow(), millis(49));
        assertThat(queue.counts(millis(49))).isEqualTo(new Counts(0, 0, 0));
        queue.giveBack(queue.take(millis(200)).orElseThrow(), millis(200));
        assertThat(queue.counts(millis(200))).isEqualTo(new Counts(1, 0, 1));
    }

    @Test
    void whatWasDueBeforeTheCountBeginsDoesNotCountWhateverBecomesOfIt() throws Rejection {
        ArrivalQueue queue = queue(3);
        assertThat(begin(queue, 0)).contains(arrival(50, false));
        Arrival ahead = queue.take(millis(100)).orElseThrow();
        Arrival given = queue.take(millis(320)).orElseThrow();
        // those due at 350, 450 and 550 ms wait, that due at 650 ms is dropped
        queue.countFrom(millis(700));
        assertThat(queue.counts(millis(700))).isEqualTo(new Counts(0, 0, 0));

        assertThat(queue.begins(ahead)).isFalse();
        queue.giveBack(given, millis(700));
        assertThat(begin(queue, 700)).contains(arrival(350, true));
        assertThat(queue.counts(millis(700))).isEqualTo(new Counts(0, 0, 0));
        assertThat(begin(queue, 800)).contains(arrival(450, true));
        assertThat(queue.counts(millis(800))).isEqualTo(new Counts(1, 1, 0));
        assertThat(queue.counts(millis(1_000))).isEqualTo(new Counts(3, 0, 3));
    }

    @Test
    void whatWasTakenBeforeTheCountBeginsAndIsDueAfterItCounts() throws Rejection {
        ArrivalQueue queue = queue(3);
        Arrival ahead = queue.take(0).orElseThrow();
        queue.countFrom(millis(50));
        assertThat(queue.begins(ahead)).isTrue();
        assertThat(queue.counts(millis(60))).isEqualTo(new Counts(1, 0, 0));
    }

    @Test
    void whatStillWaitsAtAStopIsDroppedAndNoneComesAnyMore() throws Rejection {
        ArrivalQueue queue = queue(100);
        assertThat(begin(queue, 300)).contains(arrival(50, true));
        assertThat(queue.counts(millis(300))).isEqualTo(new Counts(3, 3, 0));
        queue.stop(millis(400));

        assertThat(queue.counts(millis(400))).isEqualTo(new Counts(4, 1, 3));
        assertThat(queue.take(millis(600))).isEmpty();
        assertThat(queue.counts(millis(600))).isEqualTo(new Counts(4, 1, 3));
    }
}
