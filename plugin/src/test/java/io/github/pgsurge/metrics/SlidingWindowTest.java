package io.github.pgsurge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final RunRecording recording = new RunRecording(Duration.ZERO, Correction.OF_ARRIVALS, clock);
    private final Random random = new Random(7);

    private Snapshot interval(int samples) {
        for (int i = 0; i < samples; i++) {
            boolean success = random.nextInt(4) > 0;
            Measurement measurement = random.nextBoolean()
                    ? Measurement.ofService(1 + random.nextInt(2_000_000_000))
                    : Measurement.builder()
                            .service(1 + random.nextInt(90_000))
                            .acquire(random.nextInt(500))
                            .rows(random.nextInt(9))
                            .bytes(70)
                            .retries(1)
                            .build();
            recording.record(new Sample(
                    "label " + random.nextInt(3),
                    success,
                    success ? "" : "code " + random.nextInt(3),
                    "",
                    clock.instant().toEpochMilli(),
                    random.nextBoolean() ? measurement : measurement.delayed(random.nextInt(5_000), i % 7 == 0)));
        }
        clock.advance(SECOND);
        return recording.interval();
    }

    private static Map<String, Long> codes(LabelCounts counts) {
        return counts.errorCodes().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, code -> code.getValue().count()));
    }

    @Test
    void holdsBucketForBucketWhatItsLastIntervalsHold() {
        Predicate<String> wanted = label -> !label.equals("label 1");
        SlidingWindow window = new SlidingWindow(Duration.ofSeconds(5), wanted, EnumSet.allOf(TimeKind.class));
        List<Snapshot> all = new ArrayList<>();
        for (int tick = 1; tick <= 40; tick++) {
            // now and then nothing comes at all
            Snapshot next = interval(tick % 11 < 3 && tick > 1 ? 0 : 200);
            all.add(next);
            window.add(next);
            LabelSnapshot expected = all.subList(Math.max(0, tick - 5), tick).stream()
                    .flatMap(snapshot -> snapshot.labels().values().stream())
                    .filter(label -> wanted.test(label.label()))
                    .reduce(LabelSnapshot.empty(Snapshot.TOTAL), LabelSnapshot::merge);
            LabelSnapshot figures = window.figures();
            assertThat(window.isFull()).isEqualTo(tick >= 5);
            assertThat(window.measured()).isEqualTo(Duration.ofSeconds(Math.min(tick, 5)));
            assertThat(figures.service()).isEqualTo(expected.service());
            assertThat(figures.response()).isEqualTo(expected.response());
            assertThat(figures.acquire()).isEqualTo(expected.acquire());
            LabelCounts counts = figures.counts();
            assertThat(codes(counts)).isEqualTo(codes(expected.counts()));
            assertThat(counts)
                    .usingRecursiveComparison()
                    .ignoringFields("errorCodes")
                    .isEqualTo(expected.counts());
        }
    }

    @Test
    void keepsOnlyTheTimesThatAreAskedFor() {
        SlidingWindow window = new SlidingWindow(SECOND, label -> true, Set.of(TimeKind.RESPONSE));
        window.add(interval(50));
        assertThat(window.figures().response().count()).isPositive();
        assertThat(window.figures().service()).isEqualTo(Distribution.EMPTY);
        assertThat(window.figures().counts().count()).isEqualTo(50);
    }

    @Test
    void doesNotCountTheTimeBeforeTheRunIsMeasured() {
        SlidingWindow window = new SlidingWindow(SECOND, label -> true, Set.of());
        clock.advance(Duration.ofSeconds(30));
        window.add(recording.interval());
        assertThat(window.isFull()).isFalse();
        assertThat(window.measured()).isZero();
    }
}
