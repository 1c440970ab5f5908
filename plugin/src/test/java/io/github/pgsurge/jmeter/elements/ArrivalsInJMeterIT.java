package io.github.pgsurge.jmeter.elements;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.jmeter.run.ArrivalObserver;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.jmeter.testelement.AbstractTestElement;
import org.apache.jmeter.testelement.ThreadListener;
import org.apache.jmeter.threads.JMeterContextService;
import org.apache.jmeter.util.JMeterUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrivals in JMeter's own engine. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ArrivalsInJMeterIT extends StagedGroupFixture {
    /** Keeps VUs from being ready: each for a while, or the one of a name for ever. */
    public static final class SlowStart extends AbstractTestElement implements ThreadListener {
        private static final long serialVersionUID = 1;

        @Override
        public void threadStarted() {
            if (JMeterContextService.getContext().getThread().getThreadName().equals(getPropertyAsString("fails"))) {
                throw new StackOverflowError("a virtual user that cannot start");
            }
            try {
                Thread.sleep(getPropertyAsLong("millis"));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void threadFinished() {
            // nothing to give back
        }
    }

    @BeforeEach
    void onTenVus() {
        group.setProperty("vus", "10");
    }

    private Map<String, Object> arrivals() {
        return PlainValues.of(ArrivalObserver.of(outcome.run()).findings()).get("arrivals");
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

    @ParameterizedTest
    @ValueSource(strings = {"auto", "platform"})
    void theScheduleBeginsWhenAllVusAreReady(String threads) throws Exception {
        group.setProperty("vu.threads", threads);
        SlowStart slow = new SlowStart();
        slow.setProperty("millis", 1_500);
        inGroup.add(slow);
        step("step", 1, "", inGroup);
        // one arrival, a second after the begin
        run("0s:30/m,2s:30/m");

        assertThat(samples("step")).isEqualTo(1);
        assertThat(arrivals()).containsEntry("due", 1L).containsEntry("late", 0L);
    }

    @Test
    void theScheduleDoesNotWaitForAVuThatHasEnded() throws Exception {
        SlowStart fails = new SlowStart();
        fails.setProperty("fails", "Users 1-1");
        inGroup.add(fails);
        step("step", 1, "", inGroup);
        long start = System.nanoTime();
        run("0s:10/s,500ms:10/s");

        assertThat((System.nanoTime() - start) / 1e9).isLessThan(10);
        assertThat(samples("step")).isEqualTo(5);
    }

    @Test
    void whatFindsNoVuFreeWaitsAndWhatFindsNoRoomIsDropped() throws Exception {
        group.setProperty("vus", "1");
        group.setProperty("arrival.queue", "3");
        step("step", 2_000, "", inGroup);
        run("1s:0/s,0s:10/s,3s:10/s");

        // one at once, one after it, and the third when the schedule is over
        assertThat(samples("step")).isEqualTo(2);
        assertThat(arrivals())
                .containsEntry("due", 30L)
                .containsEntry("late", 1L)
                .containsEntry("dropped", 28L)
                .containsEntry("dropped_rate", 28 / 30.0);
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
        await("all VUs wait").until(() -> group.numberOfActiveThreads() == 10);
        long start = System.nanoTime();
        engine.stopTest(now);
        running.join();

        assertThat((System.nanoTime() - start) / 1e9).isLessThan(5);
        assertThat(arrivals()).containsEntry("due", (long) samples("step")).containsEntry("dropped", 0L);
    }

    @Test
    void whatWaitsAtAStopIsDropped() throws Exception {
        group.setProperty("vus", "1");
        step("step", 60_000, "", inGroup);
        start("0s:10/s,10m:10/s");
        await("some wait").until(() -> samples("step") == 1 && (long) arrivals().get("late") >= 2);
        engine.stopTest(true);
        running.join();

        assertThat(samples("step")).isEqualTo(1);
        assertThat(arrivals())
                .containsEntry("late", 0L)
                .containsEntry("dropped", (long) arrivals().get("due") - 1);
    }

    @Test
    void aRateThatDoesNotParseTurnsTheRunAway() throws Exception {
        step("step", 10, "", inGroup);
        run("1m:5/s,2m:x/s");
        assertThat(SAMPLES).isEmpty();
        assertThat(outcome.run().rejection()).hasValueSatisfying(rejection -> assertThat(rejection)
                .hasMessageStartingWith("STAGES: stage 2 of 2, '2m:x/s', is not allowed"));
    }

    @Test
    void aCorrectionForVirtualUsersTurnsArrivalsAway() throws Exception {
        JMeterUtils.setProperty("response.correction", "2ms");
        try {
            step("step", 10, "", inGroup);
            run("0s:5/s,1m:5/s");
        } finally {
            JMeterUtils.getJMeterProperties().remove("response.correction");
        }
        assertThat(SAMPLES).isEmpty();
        assertThat(outcome.run().rejection()).hasValueSatisfying(rejection -> assertThat(rejection)
                .hasMessageStartingWith("RESPONSE_CORRECTION=2ms is for stages of virtual users"));
    }
}
