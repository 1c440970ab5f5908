package io.github.pgsurge.metrics;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * {@code intervals.hlog}: HdrHistogram's tagged log (format 1.3), one entry for each label and interval, holding service
 * times in nanoseconds. Any HdrHistogram tool reads it. Every {@link #append} reaches the operating system before it
 * returns, so that a process that is killed loses only the interval it was in.
 *
 * <p>For one thread.
 */
public final class IntervalLog implements AutoCloseable {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-()/:";

    private final Path file;
    private final PrintStream stream;
    private final HistogramLogWriter writer;

    /**
     * Creates the file, or empties it, and writes its header.
     *
     * @param start the time that the entries' times are relative to
     */
    public IntervalLog(Path file, Instant start) throws IOException {
        this.file = file;
        stream = new PrintStream(new BufferedOutputStream(Files.newOutputStream(file)), false, StandardCharsets.UTF_8);
        writer = new HistogramLogWriter(stream);
        writer.outputComment("[pgsurge: service times, one entry per label and interval; Tag is the label,"
                + " percent-encoded; histogram values are nanoseconds, Interval_Max is milliseconds]");
        writer.outputLogFormatVersion();
        writer.outputStartTime(start.toEpochMilli());
        writer.outputBaseTime(start.toEpochMilli());
        writer.setBaseTime(start.toEpochMilli());
        writer.outputLegend();
        flush();
    }

    /**
     * Writes an entry for each label that has service times.
     *
     * @throws IOException when the file cannot be written, for example because the disk is full
     */
    public void append(Snapshot interval) throws IOException {
        for (LabelSnapshot label : interval.labels().values()) {
            if (label.service().count() > 0) {
                Histogram histogram = label.service().histogram();
                histogram.setTag(tag(label.label()));
                writer.outputIntervalHistogram(
                        seconds(interval.from()), seconds(interval.to()), histogram, NANOS_PER_MILLI);
            }
        }
        flush();
    }

    /** A label as a tag: everything but ASCII letters, digits and {@code . _ - ( ) / :} is percent-encoded UTF-8. */
    public static String tag(String label) {
        StringBuilder tag = new StringBuilder(label.length() + 16);
        for (byte b : label.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(b) >= 0) {
                tag.append((char) b);
            } else {
                tag.append('%').append(String.format("%02X", b));
            }
        }
        return tag.toString();
    }

    /** The label of a tag that {@link #tag} made. */
    public static String label(String tag) {
        return URLDecoder.decode(tag, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        writer.close();
    }

    private double seconds(Instant time) {
        return (time.toEpochMilli() - writer.getBaseTime()) / 1e3;
    }

    private void flush() throws IOException {
        if (stream.checkError()) {
            throw new IOException("cannot write " + file + ": is the disk full?");
        }
    }
}
