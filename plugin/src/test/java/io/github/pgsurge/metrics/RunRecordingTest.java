package io.github.pgsurge.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRecordingTest {
    private static final long START = ManualClock.START.toEpochMilli();

    private final ManualClock clock = new ManualClock();
    private final RunRecording recording = new RunRecording(Duration.ZERO, Correction.OF_ARRIVALS, clock);

    @Test
    void rowsThatWereWrittenAreCountedApartFromThoseThatWereRead() {
        recording.record(ok(
                "insert",
                START,
                Measurement.builder()
                        .service(2_000)
                        .acquire(500)
                        .rows(100)
                        .written(100)
                        .bytes(110_000)
                        .retries(0)
                        .build()));
        recording.record(ok(
                "read",
                START,
                Measurement.builder()
                        .service(2_000)
                        .acquire(500)
                        .rows(40)
                        .bytes(110_000)
                        .retries(0)
                        .build()));
        LabelCounts first = recording.interval().counts();
        recording.record(ok(
                "update",
                START,
                Measurement.builder()
                        .service(2_000)
                        .acquire(500)
                        .rows(3)
                        .written(3)
                        .bytes(300)
                        .retries(0)
                        .build()));
        LabelCounts second = recording.interval().counts();

        assertThat(first.rows().value()).hasValue(140);
        assertThat(first.written().value()).hasValue(100);
        assertThat(second.written().value()).hasValue(3);
        assertThat(recording.total().counts().written().value()).hasValue(103);
        assertThat(recording.total().labels().get("read").counts().written().value())
                .isEmpty();
    }

    @Test
    void countsWhatSamplesMeasuredAndNothingElse() {
        recording.record(ok(
                "insert",
                START,
                Measurement.builder()
                        .service(2_000)
                        .acquire(500)
                        .rows(100)
                        .bytes(110_000)
                        .retries(1)
                        .build()));
        recording.record(ok(
                "insert",
                START,
                Measurement.builder()
                        .service(4_000)
                        .acquire(700)
                        .rows(100)
                        .bytes(110_000)
                        .retries(0)
                        .build()));
        recording.record(ok("stock", START, Measurement.ofService(9_000)));
        recording.interval();
        Snapshot total = recording.total();

        LabelSnapshot insert = total.labels().get("insert");
        assertThat(insert.counts().count()).isEqualTo(2);
        assertThat(insert.counts().rows().value()).hasValue(200);
        assertThat(insert.counts().bytes().value()).hasValue(220_000);
        assertThat(insert.counts().retries().value()).hasValue(1);
        assertThat(insert.service().summary().orElseThrow().maxNanos()).isBetween(4_000L, 4_003L);
        assertThat(insert.acquire().summary().orElseThrow().minNanos()).isEqualTo(500);
        assertThat(insert.response().summary().orElseThrow().minNanos()).isBetween(2_498L, 2_500L);

        LabelSnapshot stock = total.labels().get("stock");
        assertThat(stock.counts().rows().value()).isEmpty();
        assertThat(stock.counts().bytes().value()).isEmpty();
        assertThat(stock.counts().retries().value()).isEmpty();
        assertThat(stock.acquire().summary()).isEmpty();
        assertThat(stock.response()).isEqualTo(stock.service());
    }

    @Test
    void tellsZeroRowsFromUnknownRows() {
        recording.record(ok(
                "update",
                START,
                Measurement.builder()
                        .service(1)
                        .acquire(1)
                        .rows(0)
                        .bytes(0)
                        .retries(0)
                        .build()));

        assertThat(recording.interval().labels().get("update").counts().rows().value())
                .hasValue(0);
    }

    @Test
    void hasNoServiceTimeWhereNoConnectionCame() {
        recording.record(failed(
                "insert",
                "08001",
                "timed out",
                Measurement.builder()
                        .acquire(30_000)
                        .rows(0)
                        .bytes(0)
                        .retries(0)
                        .build()));
        LabelSnapshot insert = recording.interval().labels().get("insert");

        assertThat(insert.counts().errors()).isEqualTo(1);
        assertThat(insert.service()).isEqualTo(Distribution.EMPTY);
        assertThat(insert.response()).isEqualTo(insert.acquire());
        assertThat(insert.response().count()).isEqualTo(1);
    }

    @Test
    void cutsIntervalsThatAddUpToTheTotal() {
        recording.record(ok("a", START, Measurement.ofService(10)));
        clock.advance(Duration.ofSeconds(1));
        Snapshot first = recording.interval();
        clock.advance(Duration.ofSeconds(1));
        Snapshot silent = recording.interval();
        recording.record(ok("a", START + 2_500, Measurement.ofService(20)));
        recording.record(failed("b", "40001", "retry", Measurement.ofService(30)));
        clock.advance(Duration.ofSeconds(1));
        Snapshot third = recording.interval();

        assertThat(first.counts().count()).isEqualTo(1);
        assertThat(silent.labels()).isEmpty();
        assertThat(silent.measured()).isEqualTo(Duration.ofSeconds(1));
        assertThat(third.labels()).containsOnlyKeys("a", "b");
        assertThat(recording.total()).isEqualTo(first.merge(silent).merge(third));
        assertThat(recording.total()).isEqualTo(third.merge(silent.merge(first)));
        assertThat(recording.total().measured()).isEqualTo(Duration.ofSeconds(3));
        assertThat(recording.total().total().counts().count()).isEqualTo(3);
    }

    @Test
    void beginsWithTheFirstSampleNotWithThePreparation() {
        clock.advance(Duration.ofSeconds(60));
        assertThat(recording.interval().measured()).isZero();
        recording.record(ok("a", START + 60_000, Measurement.ofService(10)));
        clock.advance(Duration.ofSeconds(10));
        recording.interval();

        assertThat(recording.total().from()).isEqualTo(Instant.ofEpochMilli(START + 60_000));
        assertThat(recording.total().measured()).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 0", "-5, 0", "3600, 0", "-3600, 0", "0, 2", "5, 2", "-5, 2", "3600, 2", "-3600, 2"})
    void anAgentsClockNeedNotAgree(int ahead, int warmup) {
        RunRecording remote = new RunRecording(Duration.ofSeconds(warmup), Correction.OF_ARRIVALS, clock);
        clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 1_000; i++) {
            long theirs = clock.millis() + 1_000L * ahead;
            clock.advance(Duration.ofMillis(10));
            remote.record(ok("a", theirs, Measurement.ofService(10_000_000)), "agent", theirs + 10);
        }
        Snapshot total = totalOf(remote);

        assertThat(total.counts().count()).isEqualTo(1_000 - 100 * warmup);
        assertThat(total.warmupSamples()).isEqualTo(100L * warmup);
        assertThat(total.measured()).isEqualTo(Duration.ofSeconds(10 - warmup));
    }

    @Test
    void samplesThatAnAgentKeepsBackForAWhileChangeNoRate() {
        clock.advance(Duration.ofSeconds(1));
        long begin = clock.millis() + 7_000;
        clock.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 1_000; i++) {
            long theirs = begin + 10L * i;
            recording.record(ok("a", theirs, Measurement.ofService(10_000_000)), "agent", theirs + 10);
        }

        assertThat(totalOf(recording).measured()).isEqualTo(Duration.ofSeconds(10));
    }

    private static Snapshot totalOf(RunRecording recording) {
        recording.interval();
        return recording.total();
    }

    @Test
    void estimatedTimesSupportNoQuantile() {
        RunRecording corrected = new RunRecording(Duration.ZERO, new Correction(true, Duration.ofMillis(2)), clock);
        for (int i = 0; i < 600; i++) {
            corrected.record(ok("a", START, Measurement.ofService(10_000_000)));
        }
        Snapshot interval = corrected.interval();
        for (Snapshot some : List.of(interval, corrected.total(), interval.merge(corrected.interval()))) {
            Distribution response = some.labels().get("a").response();
            assertThat(response.count()).as("with 8, 6, 4 and 2 ms").isEqualTo(3_000);
            assertThat(response.quantile(0.95)).isPresent();
            assertThat(response.quantile(0.99)).isEmpty();
            assertThat(response.summary().orElseThrow().quantiles())
                    .containsKey(Quantile.P95)
                    .doesNotContainKey(Quantile.P99);
        }
    }

    @Test
    void keepsSamplesThatBeginInTheWarmupOutOfEveryFigure() {
        RunRecording warm = new RunRecording(Duration.ofSeconds(5), Correction.OF_ARRIVALS, clock);
        warm.record(ok("a", START, Measurement.ofService(1_000_000)));
        warm.record(ok("a", START + 4_999, Measurement.ofService(1_000_000)));
        clock.advance(Duration.ofSeconds(4));
        Snapshot warming = warm.interval();
        warm.record(ok("a", START + 5_000, Measurement.ofService(10)));
        clock.advance(Duration.ofSeconds(4));
        Snapshot measuring = warm.interval();

        assertThat(warming.warmupSamples()).isEqualTo(2);
        assertThat(warming.labels()).isEmpty();
        assertThat(warming.measured()).isZero();
        assertThat(measuring.warmupSamples()).isZero();
        assertThat(measuring.measured()).isEqualTo(Duration.ofSeconds(3));
        assertThat(warm.total().warmupSamples()).isEqualTo(2);
        assertThat(warm.total().measured()).isEqualTo(Duration.ofSeconds(3));
        assertThat(warm.total()
                        .labels()
                        .get("a")
                        .service()
                        .summary()
                        .orElseThrow()
                        .maxNanos())
                .isEqualTo(10);
        assertThat(warming.merge(measuring)).isEqualTo(warm.total());
    }

    @Test
    void countsEverySampleWithoutWarmupWhateverItsClockSays() {
        recording.record(ok("a", START, Measurement.ofService(10)));
        recording.record(ok("a", START - 3_600_000, Measurement.ofService(10)));
        clock.advance(Duration.ofSeconds(1));

        assertThat(recording.interval().counts().count()).isEqualTo(2);
        assertThat(recording.total().measured()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void recordsLabelsAboveTheLimitTogether() {
        for (int i = 0; i < RunRecording.MAX_LABELS + 50; i++) {
            recording.record(ok("label " + i, START, Measurement.ofService(10)));
        }
        recording.record(ok(RunRecording.OTHER_LABELS, START, Measurement.ofService(10)));
        Snapshot snapshot = recording.interval();

        assertThat(snapshot.labels()).hasSize(RunRecording.MAX_LABELS + 1).containsKey("label 99");
        assertThat(snapshot.labels().get(RunRecording.OTHER_LABELS).counts().count())
                .isEqualTo(51);
        assertThat(snapshot.counts().count()).isEqualTo(151);
    }

    @Test
    void countsErrorCodesWithTheFirstMessageOfEach() {
        recording.record(failed("a", "40001", "first\n\u001b[31m line", Measurement.ofService(10)));
        recording.record(failed("a", "40001", "second", Measurement.ofService(10)));
        recording.record(failed("a", null, null, Measurement.ofService(10)));
        recording.record(failed("a", "23505", "x".repeat(300), Measurement.ofService(10)));
        LabelCounts counts = recording.interval().labels().get("a").counts();

        assertThat(counts.errors()).isEqualTo(4);
        assertThat(counts.errorCodes().get("40001")).isEqualTo(new ErrorFigure(2, START, "first [31m line"));
        assertThat(counts.errorCodes().get("(no code)").count()).isEqualTo(1);
        assertThat(counts.errorCodes().get("23505").message()).hasSize(200).endsWith("x…");
    }

    @Test
    void countsErrorCodesAboveTheLimitTogetherForTheWholeRun() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 60; i++) {
                recording.record(failed("a", "E" + i, "message " + i, Measurement.ofService(10)));
            }
            assertThat(recording.interval().labels().get("a").counts().errorCodes())
                    .hasSize(51);
        }
        LabelCounts counts = recording.total().labels().get("a").counts();

        assertThat(counts.errors()).isEqualTo(120);
        assertThat(counts.errorCodes().get("E49").count()).isEqualTo(2);
        assertThat(counts.errorCodes().get("(other codes)")).isEqualTo(new ErrorFigure(20, START, "message 50"));
    }

    @Test
    void recordsTimesAboveAnHourAsAnHourAndSaysHowMany() {
        recording.record(
                ok("a", START, Measurement.ofService(Duration.ofHours(2).toNanos())));
        recording.record(
                ok("a", START, Measurement.ofService(Duration.ofHours(1).toNanos())));
        LabelSnapshot a = recording.interval().labels().get("a");

        assertThat(a.counts().clamped()).isEqualTo(1);
        assertThat(a.counts().count()).isEqualTo(2);
        assertThat(a.service().histogram().getMaxValue() / 1e9).isBetween(3600.0, 3604.0);
    }

    @Test
    void makesSnapshotsThatSurviveSerialization() throws Exception {
        recording.record(ok(
                "a",
                START,
                Measurement.builder()
                        .service(10)
                        .acquire(20)
                        .rows(30)
                        .bytes(40)
                        .retries(50)
                        .build()));
        recording.record(failed("b", "57P01", "gone", Measurement.ofService(10)));
        Snapshot snapshot = recording.interval();

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(snapshot);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(snapshot);
        }
    }

    @Test
    void refusesNegativeWarmup() {
        assertThatThrownBy(() -> new RunRecording(Duration.ofSeconds(-1), Correction.OF_ARRIVALS, clock))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Sample ok(String label, long start, Measurement measurement) {
        return new Sample(label, true, "200", "", start, measurement);
    }

    private static Sample failed(String label, String code, String message, Measurement measurement) {
        return new Sample(label, false, code, message, START, measurement);
    }
}
