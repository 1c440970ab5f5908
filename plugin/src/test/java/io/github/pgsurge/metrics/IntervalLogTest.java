package io.github.pgsurge.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalLogTest {
    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private final RunRecording recording = new RunRecording(Duration.ZERO, Correction.OF_ARRIVALS, clock);

    @Test
    @SuppressWarnings("resource") // an abrupt end: the log is never closed
    void isCompleteUpToTheLastIntervalWithoutBeingClosed() throws IOException {
        Path file = folder.resolve("intervals.hlog");
        IntervalLog log = new IntervalLog(file, ManualClock.START, "a run");
        for (int second = 0; second < 3; second++) {
            for (int i = 0; i <= second; i++) {
                record("insert", 1_000_000);
            }
            record("get feed, all", 2_000_000);
            clock.advance(Duration.ofSeconds(1));
            log.append(recording.interval());
        }

        List<Histogram> entries = read(file);
        assertThat(entries).hasSize(6);
        assertThat(entries.stream().filter(entry -> "insert".equals(entry.getTag())))
                .extracting(Histogram::getTotalCount)
                .containsExactly(1L, 2L, 3L);
        assertThat(entries.stream().filter(entry -> !"insert".equals(entry.getTag())))
                .hasSize(3)
                .allSatisfy(entry -> {
                    assertThat(IntervalLog.label(entry.getTag())).isEqualTo("get feed, all");
                    assertThat(entry.getMaxValue()).isBetween(2_000_000L, 2_002_000L);
                });
        assertThat(entries.get(5).getStartTimeStamp())
                .isEqualTo(ManualClock.START.plusSeconds(2).toEpochMilli());
        assertThat(entries.get(5).getEndTimeStamp())
                .isEqualTo(ManualClock.START.plusSeconds(3).toEpochMilli());
        assertThat(Files.readString(file))
                .contains("histogram values are nanoseconds")
                .contains("Tag=insert,2.000,1.000,1.000,");
    }

    @Test
    void addsUpToTheTotalOfTheRun() throws IOException {
        Path file = folder.resolve("intervals.hlog");
        try (IntervalLog log = new IntervalLog(file, ManualClock.START, "a run")) {
            for (int second = 1; second <= 5; second++) {
                record("insert", second * 1_234_567L);
                clock.advance(Duration.ofSeconds(1));
                log.append(recording.interval());
            }
        }
        Histogram sum = HistogramCodec.newHistogram();
        read(file).forEach(sum::add);

        assertThat(sum)
                .isEqualTo(recording.total().labels().get("insert").service().histogram());
    }

    @ParameterizedTest
    @ValueSource(strings = {"insert", "a b", "a,b", "50%", "1+1=2", "Zürich ✓", "#x\ty\nz", "GET /users/{id}"})
    void keepsEveryLabelInATagWithoutSeparators(String label) {
        assertThat(IntervalLog.tag(label)).matches("[!-~&&[^,#]]+");
        assertThat(IntervalLog.label(IntervalLog.tag(label))).isEqualTo(label);
    }

    @Test
    @EnabledIf("hasFullDevice")
    void saysSoWhenTheDiskIsFull() {
        assertThatThrownBy(() -> new IntervalLog(Path.of("/dev/full"), ManualClock.START, "a run").close())
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write /dev/full: is the disk full?");
    }

    static boolean hasFullDevice() {
        return Files.isWritable(Path.of("/dev/full"));
    }

    private void record(String label, long nanos) {
        recording.record(
                new Sample(label, true, "", "", ManualClock.START.toEpochMilli(), Measurement.ofService(nanos)));
    }

    private static List<Histogram> read(Path file) throws IOException {
        List<Histogram> entries = new ArrayList<>();
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            EncodableHistogram entry = reader.nextIntervalHistogram();
            while (entry != null) {
                entries.add((Histogram) entry);
                entry = reader.nextIntervalHistogram();
            }
        }
        return entries;
    }
}
