package io.github.pgsurge.jmeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.cli.Await;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrivals in JMeter's own engine. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ArrivalsInJMeterIT extends StagedGroupFixture {
    @BeforeEach
    void onTenVus() {
        group.setProperty("vus", "10");
    }

    private Map<String, Object> arrivals() {
        return ArrivalFacts.of(outcome.run()).block().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"even", "poisson"})
    void eachArrivalIsOneIteration(String spacing) throws Exception {
        group.setProperty("arrival.spacing", spacing);
        step("first", 1, "", inGroup);
        step("second", 1, "", inGroup);
        run("1s:100/s,1s:100/s");

        assertThat(arrivals()).containsEntry("due", (long) samples("first")).containsEntry("dropped", 0L);
        assertThat(samples("first")).isEqualTo(samples("second"));
        assertThat(samples("first")).isBetween(spacing.equals("even") ? 150 : 90, spacing.equals("even") ? 150 : 210);
        assertThat(group.getNumThreads()).isEqualTo(10);
    }

    @Test
    void whatFindsNoVuFreeWaitsAndWhatFindsNoRoomIsDropped() throws Exception {
        group.setProperty("vus", "1");
        group.setProperty("arrival.queue", "3");
        step("step", 1_000, "", inGroup);
        run("0s:10/s,1500ms:10/s");

        // one at once, one after it, and the third when the schedule is over
        assertThat(samples("step")).isEqualTo(2);
        assertThat(arrivals())
                .containsEntry("due", 15L)
                .containsEntry("late", 1L)
                .containsEntry("dropped", 13L)
                .containsEntry("dropped_rate", 13 / 15.0);
    }

    @Test
    void anArrivalIsFinishedWhenTheScheduleIsOverButDoesNotPauseAnyMore() throws Exception {
        step("first", 10, "", inGroup).add(thinkTime(30_000, 30_000));
        step("second", 10, "", inGroup);
        long start = System.nanoTime();
        run("0s:10/s,1s:10/s");

        assertThat((System.nanoTime() - start) / 1e9).isLessThan(20);
        assertThat(samples("first")).isEqualTo(10);
        assertThat(samples("second")).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void vusThatWaitForAnArrivalHearAStop(boolean now) throws Exception {
        step("step", 10, "", inGroup);
        start("0s:2/m,10m:2/m");
        Await.until("all VUs wait", () -> group.numberOfActiveThreads() == 10);
        long start = System.nanoTime();
        engine.stopTest(now);
        running.join();

        assertThat((System.nanoTime() - start) / 1e9).isLessThan(5);
        assertThat(arrivals()).containsEntry("due", (long) samples("step")).containsEntry("dropped", 0L);
    }

    @Test
    void aRateThatDoesNotParseTurnsTheRunAway() throws Exception {
        step("step", 10, "", inGroup);
        run("1m:5/s,2m:x/s");
        assertThat(SAMPLES).isEmpty();
        assertThat(outcome.run().rejection()).hasValueSatisfying(rejection -> assertThat(rejection)
                .hasMessageStartingWith("STAGES: stage 2 of 2, '2m:x/s', is not allowed"));
    }
}
