package io.github.pgsurge.metrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * Reads what {@link IntervalLog} wrote, whether or not the run that wrote it came to its end: a last line without an end,
 * which a process leaves that is killed while it writes, is passed over. Stateless.
 */
public final class IntervalLogReader {
    private static final int CHUNK = 1 << 16;

    private IntervalLogReader() {}

    /**
     * The service times of each label over the whole log.
     *
     * @throws IOException when the file cannot be read, or is damaged before its last line
     */
    public static Map<String, Distribution> totals(Path file) throws IOException {
        Map<String, Distribution> totals = new HashMap<>();
        read(file).recorded().labels().forEach((label, times) -> totals.put(label, times.service()));
        return totals;
    }

    /**
     * Everything that the log knows.
     *
     * @return without any label when nothing was measured before the log ended
     * @throws IOException when the file cannot be read, or is damaged before its last line
     */
    public static LoggedRun read(Path file) throws IOException {
        Sums sums = new Sums();
        double start = entries(file, sums::add);
        untimed(file, sums::add);
        return new LoggedRun(title(file), Instant.ofEpochMilli(Math.round(start * 1e3)), sums.snapshot());
    }

    /** @return when the log says that it began, in seconds since 1970-01-01T00:00Z */
    private static double entries(Path file, Consumer<Histogram> entries) throws IOException {
        try (HistogramLogReader reader =
                new HistogramLogReader(new BoundedInputStream(Files.newInputStream(file), wholeLines(file)))) {
            for (EncodableHistogram entry = reader.nextIntervalHistogram();
                    entry != null;
                    entry = reader.nextIntervalHistogram()) {
                if (entry instanceof Histogram histogram && histogram.getTag() != null) {
                    entries.accept(histogram);
                }
            }
            return reader.getStartTimeSec();
        } catch (RuntimeException damaged) {
            throw new IOException(file + " is damaged: " + damaged.getMessage(), damaged);
        }
    }

    private static void untimed(Path file, Consumer<UntimedSamples> counts) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new BoundedInputStream(Files.newInputStream(file), wholeLines(file)), StandardCharsets.UTF_8))) {
            lines.lines().flatMap(line -> UntimedSamples.parse(line).stream()).forEach(counts);
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    /** How many bytes there are up to the end of the last line that has one. */
    private static long wholeLines(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            byte[] chunk = new byte[CHUNK];
            for (long end = bytes.length(); end > 0; ) {
                int length = (int) Math.min(CHUNK, end);
                bytes.seek(end - length);
                bytes.readFully(chunk, 0, length);
                for (int i = length - 1; i >= 0; i--) {
                    if (chunk[i] == '\n') {
                        return end - length + i + 1;
                    }
                }
                end -= length;
            }
            return 0;
        }
    }

    private static String title(Path file) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            String first = lines.readLine();
            return first != null && first.startsWith(IntervalLog.TITLE) && first.endsWith(IntervalLog.TITLE_END)
                    ? first.substring(IntervalLog.TITLE.length(), first.length() - IntervalLog.TITLE_END.length())
                    : "";
        }
    }

    /** The sums of a log. */
    private static final class Sums {
        private final Map<String, LabelSums> labels = new HashMap<>();
        private long fromMillis = Long.MAX_VALUE;
        private long toMillis = Long.MIN_VALUE;

        void add(UntimedSamples untimed) {
            span(untimed.from().toEpochMilli(), untimed.to().toEpochMilli());
            of(untimed.label()).add(untimed);
        }

        private void span(long from, long to) {
            fromMillis = Math.min(fromMillis, from);
            toMillis = Math.max(toMillis, to);
        }

        private LabelSums of(String label) {
            return labels.computeIfAbsent(label, name -> new LabelSums());
        }

        void add(Histogram entry) {
            span(entry.getStartTimeStamp(), entry.getEndTimeStamp());
            String tag = entry.getTag();
            int kind = tag.indexOf(IntervalLog.KIND);
            String label = IntervalLog.label(kind < 0 ? tag : tag.substring(0, kind));
            of(label).add(kind < 0 ? "" : tag.substring(kind + 1), entry);
        }

        Snapshot snapshot() {
            HistogramCodec codec = new HistogramCodec();
            SortedMap<String, LabelSnapshot> snapshots = new TreeMap<>();
            labels.forEach((label, sums) -> snapshots.put(label, sums.snapshot(label, codec)));
            return snapshots.isEmpty()
                    ? new Snapshot(Instant.EPOCH, Instant.EPOCH, 0, snapshots)
                    : new Snapshot(Instant.ofEpochMilli(fromMillis), Instant.ofEpochMilli(toMillis), 0, snapshots);
        }
    }

    /** The sums of one label. An interval's response times are its service times unless an entry of their own follows. */
    private static final class LabelSums {
        private final CumulativeHistogram service = new CumulativeHistogram();
        private final CumulativeHistogram response = new CumulativeHistogram();
        private final CumulativeHistogram failed = new CumulativeHistogram();
        private Histogram unanswered;
        private long untimedSamples;
        private long untimedErrors;

        void add(UntimedSamples untimed) {
            untimedSamples += untimed.samples();
            untimedErrors += untimed.errors();
        }

        void add(String kind, Histogram entry) {
            switch (kind) {
                case "" -> {
                    settle();
                    service.add(entry);
                    unanswered = entry;
                }
                case IntervalLog.FAILED -> failed.add(entry);
                case IntervalLog.RESPONSE -> {
                    response.add(entry);
                    unanswered = null;
                }
                default -> {
                    // of a later version
                }
            }
        }

        private void settle() {
            if (unanswered != null) {
                response.add(unanswered);
                unanswered = null;
            }
        }

        LabelSnapshot snapshot(String label, HistogramCodec codec) {
            settle();
            Distribution times = service.distribution(codec);
            Distribution failures = failed.distribution(codec);
            LabelCounts counts = new LabelCounts(
                    times.count() + untimedSamples,
                    failures.count() + untimedErrors,
                    0,
                    0,
                    0,
                    MeasuredSum.NONE,
                    MeasuredSum.NONE,
                    MeasuredSum.NONE,
                    MeasuredSum.NONE,
                    Collections.emptySortedMap());
            return new LabelSnapshot(label, counts, times, response.distribution(codec), Distribution.EMPTY, failures);
        }
    }
}
