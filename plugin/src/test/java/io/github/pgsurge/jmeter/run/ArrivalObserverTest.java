package io.github.pgsurge.jmeter.run;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.evidence.RunObserver.Moment;
import io.github.pgsurge.jmeter.vu.ArrivalPacing;
import io.github.pgsurge.metrics.Correction;
import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.metrics.RunRecording;
import io.github.pgsurge.metrics.Sample;
import io.github.pgsurge.schedule.ArrivalQueue;
import io.github.pgsurge.schedule.Arrivals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jmeter.threads.JMeterContextService;
import org.apache.jmeter.threads.JMeterVariables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArrivalObserverTest {
    private static final Measurement MILLISECOND = Measurement.ofService(1_000_000);

    private ArrivalObserver facts;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private RunRecording recording = new RunRecording(Duration.ZERO, Correction.OF_ARRIVALS, () -> now);

    @BeforeEach
    void ofARunOfItsOwn() {
        JMeterContextService.getContext().setVariables(new JMeterVariables());
        facts = ArrivalObserver.of(EngineRun.current());
    }

    @AfterEach
    void leaveNoRun() {
        JMeterContextService.getContext().setVariables(null);
    }

    private void sample(Measurement measurement) {
        recording.record(new Sample("getFeed", true, "200", "OK", now.toEpochMilli(), measurement));
    }

    private void observe(boolean last) {
        now = now.plusSeconds(1);
        facts.observe(new Moment(
                Duration.ofSeconds(1), recording.interval(), recording::total, 1, Findings.NONE, List.of(), last));
    }

    @Test
    void aControllerKnowsOfArrivalsWhatTheSamplesOfItsAgentsTell() {
        sample(MILLISECOND.delayed(0, false));
        sample(MILLISECOND.delayed(5_000_000, true));
        sample(MILLISECOND);
        observe(false);
        sample(MILLISECOND.delayed(0, false));
        observe(true);

        assertThat(PlainValues.of(facts.findings())).isEqualTo(Map.of("arrivals", Map.of("begun", 3L, "late", 1L)));
    }

    private static ArrivalPacing allDropped(int arrivals) throws Exception {
        Arrivals schedule = Arrivals.parse("0s:" + arrivals + "/s,1s:" + arrivals + "/s");
        ArrivalPacing pace = new ArrivalPacing(
                new ArrivalQueue(
                        schedule.times(Arrivals.Spacing.EVEN, 1),
                        schedule.total().toNanos(),
                        0),
                schedule.total());
        pace.begin(Duration.ZERO);
        await("the schedule is over").until(() -> pace.counts().due() == arrivals);
        return pace;
    }

    @Test
    void theWarmUpIsLeftOut() throws Exception {
        recording = new RunRecording(Duration.ofMillis(1_500), Correction.OF_ARRIVALS, () -> now);
        facts.add(Optional.of(allDropped(20)));
        sample(MILLISECOND);
        observe(false);
        assertThat(PlainValues.of(facts.findings()).get("arrivals")).containsEntry("due", 20L);
        observe(false);
        assertThat(PlainValues.of(facts.findings()).get("arrivals"))
                .containsEntry("due", 0L)
                .containsEntry("dropped", 0L);

        facts.add(Optional.of(allDropped(10)));
        observe(true);
        assertThat(PlainValues.of(facts.findings()).get("arrivals"))
                .containsEntry("due", 10L)
                .containsEntry("dropped", 10L);
    }

    @Test
    void aRunThatEndsInItsWarmUpHasNoArrivalsThatCount() throws Exception {
        recording = new RunRecording(Duration.ofMinutes(1), Correction.OF_ARRIVALS, () -> now);
        facts.add(Optional.of(allDropped(20)));
        sample(MILLISECOND);
        observe(true);
        assertThat(PlainValues.of(facts.findings()).get("arrivals")).containsEntry("due", 0L);
    }

    @Test
    void withoutAWarmUpAllCount() throws Exception {
        facts.add(Optional.of(allDropped(20)));
        sample(MILLISECOND);
        observe(false);
        observe(true);
        assertThat(PlainValues.of(facts.findings()).get("arrivals")).containsEntry("due", 20L);
    }

    @Test
    void thereIsNoBlockWithoutArrivals() {
        sample(MILLISECOND);
        observe(true);
        assertThat(PlainValues.of(facts.findings())).isEmpty();
    }
}
