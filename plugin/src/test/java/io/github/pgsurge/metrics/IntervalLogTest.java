package io.github.pgsurge.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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

    @Test
    void hasFailuresAndResponsesInEntriesOfTheirOwn() throws IOException {
        Path file = folder.resolve("intervals.hlog");
        try (IntervalLog log = new IntervalLog(file, ManualClock.START, "write-load on direct, run r-1")) {
            record("a b", 1_000_000);
            record("read", 3_000_000);
            clock.advance(Duration.ofSeconds(1));
            log.append(recording.interval());
            recording.record(new Sample(
                    "a b",
                    false,
                    "40001",
                    "",
                    ManualClock.START.toEpochMilli(),
                    Measurement.builder()
                            .service(2_000_000)
                            .acquire(5_000_000)
                            .rows(0)
                            .bytes(0)
                            .retries(0)
                            .build()));
            record("a b", 1_000_000);
            clock.advance(Duration.ofSeconds(1));
            log.append(recording.interval());
        }

        assertThat(read(file))
                .extracting(Histogram::getTag)
                .containsExactly("a%20b", "read", "a%20b", "a%20b;failed", "a%20b;response");
        LoggedRun run = IntervalLogReader.read(file);
        assertThat(run.title()).isEqualTo("write-load on direct, run r-1");
        assertThat(run.startedAt()).isEqualTo(ManualClock.START);
        assertThat(run.recorded().measured()).isEqualTo(Duration.ofSeconds(2));
        Snapshot total = recording.total();
        assertThat(run.recorded().labels()).containsOnlyKeys("a b", "read");
        total.labels().forEach((label, recorded) -> {
            LabelSnapshot logged = run.recorded().labels().get(label);
            assertThat(logged.service()).isEqualTo(recorded.service());
            assertThat(logged.response()).isEqualTo(recorded.response());
            assertThat(logged.failed()).isEqualTo(recorded.failed());
            assertThat(logged.counts().count()).isEqualTo(recorded.counts().count());
            assertThat(logged.counts().errors()).isEqualTo(recorded.counts().errors());
        });
        assertThat(IntervalLogReader.totals(file))
                .containsOnlyKeys("a b", "read")
                .containsEntry("a b", total.labels().get("a b").service());
    }

    @Test
    void knowsOfSamplesThatNeverGotAConnection() throws IOException {
        Path file = folder.resolve("intervals.hlog");
        try (IntervalLog log = new IntervalLog(file, ManualClock.START, "a run")) {
            for (int second = 0; second < 2; second++) {
                record("insert", 1_000_000);
                for (int i = 0; i < 50; i++) {
                    waitsInVain("insert");
                    waitsInVain("up date");
                }
                clock.advance(Duration.ofSeconds(1));
                log.append(recording.interval());
            }
        }

        assertThat(read(file))
                .extracting(Histogram::getTag)
                .containsOnly("insert", "insert;response", "up%20date;response");
        Snapshot logged = IntervalLogReader.read(file).recorded();
        assertThat(logged.labels().get("insert").counts().count()).isEqualTo(102);
        assertThat(logged.labels().get("insert").counts().errors()).isEqualTo(100);
        assertThat(logged.labels().get("insert").service().count()).isEqualTo(2);
        assertThat(logged.labels().get("up date").counts().count()).isEqualTo(100);
        assertThat(logged.labels().get("up date").counts().errors()).isEqualTo(100);
        assertThat(logged.labels().get("up date").service()).isEqualTo(Distribution.EMPTY);
        assertThat(logged.measured()).isEqualTo(Duration.ofSeconds(2));
    }

    private void waitsInVain(String label) {
        recording.record(new Sample(
                label,
                false,
                "PGS01",
                "no connection",
                ManualClock.START.toEpochMilli(),
                Measurement.builder()
                        .acquire(5_000_000)
                        .rows(0)
                        .bytes(0)
                        .retries(0)
                        .build()));
    }

    @Test
    void isReadableWhereverItsLastLineWasCut() throws IOException {
        Path file = folder.resolve("intervals.hlog");
        try (IntervalLog log = new IntervalLog(file, ManualClock.START, "a run")) {
            for (int second = 0; second < 2; second++) {
                record("insert", 1_000_000 + second);
                clock.advance(Duration.ofSeconds(1));
                log.append(recording.interval());
            }
        }
        byte[] whole = Files.readAllBytes(file);
        String text = new String(whole, StandardCharsets.UTF_8);
        int lastLine = text.lastIndexOf('\n', text.length() - 2) + 1;
        Path cut = folder.resolve("cut.hlog");
        for (int length = lastLine; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThat(IntervalLogReader.totals(cut).get("insert").count())
                    .as("cut to %d bytes", length)
                    .isEqualTo(1);
        }
        assertThat(IntervalLogReader.totals(file).get("insert").count()).isEqualTo(2);
    }

    @Test
    void isWithoutALabelWhereNothingWasMeasured() throws IOException {
        Path file = folder.resolve("intervals.hlog");
        new IntervalLog(file, ManualClock.START, "a\nrun").close();

        LoggedRun run = IntervalLogReader.read(file);
        assertThat(run.title()).isEqualTo("a run");
        assertThat(run.recorded().labels()).isEmpty();
    }

    @Test
    void isNothingInAFileOfAnotherKind() throws IOException {
        Path file = folder.resolve("intervals.hlog");
        Files.writeString(file, "not a log\n1,2,3\n");
        assertThat(IntervalLogReader.totals(file)).isEmpty();

        Files.write(file, new byte[] {0, -1, 7, 10, 3});
        assertThat(IntervalLogReader.read(file).title()).isEmpty();
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
