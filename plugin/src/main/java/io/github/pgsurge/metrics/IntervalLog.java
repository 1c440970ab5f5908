package io.github.pgsurge.metrics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
 * times in nanoseconds. Two more follow it where they have something to say: {@code <label>;failed}, the service times of
 * failed samples, and {@code <label>;response}, response times when they are others. Comments count samples without a service
 * time. Any HdrHistogram tool reads it.
 *
 * <p>Every {@link #append} reaches the operating system in one write before it returns, so that a process that is killed
 * loses only the interval it was in, and leaves no half of one.
 *
 * <p>For one thread.
 */
public final class IntervalLog implements AutoCloseable {
    static final String TITLE = "#[pgsurge run: ";
    static final String TITLE_END = "]";
    static final String FAILED = "failed";
    static final String RESPONSE = "response";

    /** Between a label's tag and the kind of times; no label's tag has it. */
    static final char KIND = ';';

    private static final double NANOS_PER_MILLI = 1e6;
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-()/:";

    private final Path file;
    private final OutputStream out;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(pending, false, StandardCharsets.UTF_8);
    private final HistogramLogWriter writer;

    /**
     * Creates the file, or empties it, and writes its header.
     *
     * @param start the time that the entries' times are relative to
     * @param title which run it is, for people
     */
    public IntervalLog(Path file, Instant start, String title) throws IOException {
        this.file = file;
        out = Files.newOutputStream(file);
        writer = new HistogramLogWriter(stream);
        stream.println(TITLE + title.replaceAll("\\p{Cntrl}+", " ") + TITLE_END);
        writer.outputComment("[pgsurge: service times, one entry per label and interval; Tag is the label,"
                + " percent-encoded, and the kind of other times; histogram values are nanoseconds, Interval_Max is"
                + " milliseconds]");
        writer.outputLogFormatVersion();
        writer.outputStartTime(start.toEpochMilli());
        writer.outputBaseTime(start.toEpochMilli());
        writer.setBaseTime(start.toEpochMilli());
        writer.outputLegend();
        flush();
    }

    /**
     * Writes the entries of each label that has samples.
     *
     * @throws IOException when the file cannot be written, for example because the disk is full
     */
    public void append(Snapshot interval) throws IOException {
        for (LabelSnapshot label : interval.labels().values()) {
            String tag = tag(label.label());
            write(interval, tag, label.service());
            write(interval, tag + KIND + FAILED, label.failed());
            if (!label.response().equals(label.service())) {
                write(interval, tag + KIND + RESPONSE, label.response());
            }
            UntimedSamples.of(interval, label).map(UntimedSamples::comment).ifPresent(writer::outputComment);
        }
        flush();
    }

    private void write(Snapshot interval, String tag, Distribution times) {
        if (times.count() > 0) {
            Histogram histogram = times.histogram();
            histogram.setTag(tag);
            writer.outputIntervalHistogram(
                    seconds(interval.from()), seconds(interval.to()), histogram, NANOS_PER_MILLI);
        }
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
        try {
            out.close();
        } catch (IOException late) {
            // every append has reached the file, or has said that it did not
        }
    }

    private double seconds(Instant time) {
        return (time.toEpochMilli() - writer.getBaseTime()) / 1e3;
    }

    private void flush() throws IOException {
        stream.flush();
        try {
            pending.writeTo(out);
        } catch (IOException failure) {
            throw new IOException("cannot write " + file + ": is the disk full?", failure);
        } finally {
            pending.reset();
        }
    }
}
