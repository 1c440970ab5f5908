package io.github.pgsurge.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.Correction;
import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.metrics.RunRecording;
import io.github.pgsurge.metrics.Sample;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.report.Recordings;
import io.github.pgsurge.verdict.Rules;
import io.github.pgsurge.verdict.ThresholdResult;
import io.github.pgsurge.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbortWatchTest {
    private final List<ThresholdResult> aborts = new ArrayList<>();
    private Instant now = Recordings.START;
    private RunRecording recording = new RunRecording(Duration.ZERO, Correction.OF_ARRIVALS, () -> now);

    private AbortWatch watch(String rules) throws Rejection {
        Rules parsed = Rules.parse(Catalogue.installed(), "r", rules);
        return new AbortWatch(() -> parsed, Duration.ZERO, aborts::add);
    }

    private void second(AbortWatch watch, int samples, boolean success, Measurement measurement) {
        for (int i = 0; i < samples; i++) {
            recording.record(new Sample("a", success, "x", "", now.toEpochMilli(), measurement));
        }
        now = now.plusSeconds(1);
        watch.observe(new RunObserver.Moment(
                Duration.between(Recordings.START, now),
                recording.interval(),
                recording::total,
                1,
                Findings.NONE,
                List.of(),
                false));
    }

    private void seconds(int n, AbortWatch watch, int samples, boolean success, long millis) {
        for (int i = 0; i < n; i++) {
            second(watch, samples, success, Measurement.ofService(millis * 1_000_000));
        }
    }

    @Test
    void endsARunThatHasBrokenARuleForSoLongAndNotBefore() throws Rejection {
        AbortWatch watch = watch("latency p95 < 100ms\nerrors rate < 10%, fail > 50%, abort after 5s");
        seconds(20, watch, 10, true, 1);
        seconds(2, watch, 10, false, 1);
        assertThat(aborts).isEmpty();
        seconds(1, watch, 10, false, 1);
        assertThat(aborts).singleElement().satisfies(result -> {
            assertThat(result.rule()).isEqualTo("errors rate < 10%, fail > 50%, abort after 5s");
            assertThat(result.result()).isEqualTo(Verdict.FAIL);
            assertThat(result.actual()).hasValue(60);
            assertThat(result.finding()).isEqualTo("was 60 %, aborted: over the last 5.0 s");
        });
        seconds(10, watch, 10, false, 1);
        assertThat(aborts).hasSize(1);
    }

    @Test
    void endsARunThatNoSampleComesBackFrom() throws Rejection {
        AbortWatch watch = watch("latency{a} p50 < 100ms, abort after 3s");
        seconds(4, watch, 20, true, 1);
        seconds(2, watch, 0, true, 1);
        assertThat(aborts).isEmpty();
        seconds(1, watch, 0, true, 1);
        assertThat(aborts).singleElement().satisfies(result -> assertThat(result.finding())
                .isEqualTo("aborted: no samples of a over the last 3.0 s"));
    }

    @Test
    void endsARunOfWhichNotEvenTheFirstSampleComesBack() throws Rejection {
        AbortWatch watch = watch("errors rate < 1%, abort after 3s");
        seconds(2, watch, 0, true, 1);
        assertThat(aborts).isEmpty();
        seconds(1, watch, 0, true, 1);
        assertThat(aborts).singleElement().satisfies(result -> assertThat(result.finding())
                .isEqualTo("aborted: no samples over the last 3.0 s"));
    }

    @Test
    void doesNotEndARunWhileNothingCanBeConcluded() throws Rejection {
        AbortWatch watch = watch("latency p99 < 1ms, abort after 3s");
        seconds(10, watch, 20, true, 50);
        assertThat(aborts).isEmpty();
    }

    @Test
    void doesNotEndARunForALabelThatMayBeAmongThoseNotToldApart() throws Rejection {
        for (int i = 0; i <= RunRecording.MAX_LABELS; i++) {
            recording.record(new Sample("other " + i, true, "", "", now.toEpochMilli(), Measurement.ofService(1)));
        }
        AbortWatch watch = watch("errors{a} rate < 1%, abort after 3s");
        seconds(10, watch, 20, true, 1);
        assertThat(aborts).isEmpty();
    }

    @Test
    void leavesTheWarmUpOut() throws Rejection {
        recording = new RunRecording(Duration.ofSeconds(6), Correction.OF_ARRIVALS, () -> now);
        AbortWatch watch = watch("errors count == 0\nerrors rate < 1%, abort after 3s");
        seconds(6, watch, 10, false, 1);
        seconds(2, watch, 10, false, 1);
        assertThat(aborts).isEmpty();
        seconds(1, watch, 10, false, 1);
        assertThat(aborts).hasSize(1);
    }

    @Test
    void takesResponseTimesUnderArrivals() throws Rejection {
        AbortWatch watch = watch("latency p50 < 1s, abort after 2s");
        for (int i = 0; i < 2; i++) {
            second(watch, 50, true, Measurement.ofService(1_000_000).delayed(3_000_000_000L, true));
        }
        assertThat(aborts)
                .singleElement()
                .satisfies(result -> assertThat(result.actual().orElseThrow()).isBetween(2.99, 3.01));
    }
}
