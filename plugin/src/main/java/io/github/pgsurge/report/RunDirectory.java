package io.github.pgsurge.report;

import io.github.pgsurge.outcome.Rejection;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/**
 * The folder that holds all evidence of one run.
 *
 * <p>Immutable and thread safe.
 *
 * @param path the folder; it exists
 */
public record RunDirectory(Path path) {
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * Creates {@code <results>/<plan>-<UTC time>}, with {@code -2}, {@code -3}... when that is taken: runs that start in
     * the same second, in this process or another, each get their own.
     *
     * @param plan the plan's name; characters that do not suit a file name become {@code _}
     * @throws Rejection (usage) when the folder cannot be created
     */
    public static RunDirectory create(Path results, String plan, Instant start) throws Rejection {
        String name = plan.replaceAll("[^A-Za-z0-9._-]+", "_") + "-" + UTC_TIME.format(start);
        try {
            Files.createDirectories(results);
            for (int n = 1; ; n++) {
                try {
                    return new RunDirectory(Files.createDirectory(results.resolve(n == 1 ? name : name + "-" + n)));
                } catch (FileAlreadyExistsException taken) {
                    // another run of this second has it: the next number
                }
            }
        } catch (IOException e) {
            throw Rejection.usage(
                    "results folder " + results + " cannot be written (" + reason(e)
                            + "): make it writable, or give another folder with --out",
                    e);
        }
    }

    /**
     * Takes the folder that the user named, creating it when it is absent.
     *
     * @throws Rejection (usage) when it is a file, is not empty, or cannot be created
     */
    public static RunDirectory out(Path out) throws Rejection {
        try {
            if (Files.exists(out) && !Files.isDirectory(out)) {
                throw Rejection.usage("--out " + out + " is a file: name a folder that is absent or empty");
            }
            Files.createDirectories(out);
            try (Stream<Path> content = Files.list(out)) {
                if (content.findAny().isPresent()) {
                    throw Rejection.usage("--out " + out
                            + " is not empty: name a folder that is absent or empty, or move what is in it away");
                }
            }
            return new RunDirectory(out);
        } catch (IOException e) {
            throw Rejection.usage(
                    "--out " + out + " cannot be written (" + reason(e) + "): name a folder that can be", e);
        }
    }

    /**
     * A run directory that exists already, whatever it holds.
     *
     * @throws Rejection (usage) when there is no such folder
     */
    public static RunDirectory existing(Path path) throws Rejection {
        if (!Files.isDirectory(path)) {
            throw Rejection.usage("run directory " + path + " does not exist: name a folder that a run has left");
        }
        return new RunDirectory(path);
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "");
    }

    /** The result of the run. */
    public Path runJson() {
        return path.resolve("run.json");
    }

    /** The verdict as CI servers read it. */
    public Path junitXml() {
        return path.resolve("junit.xml");
    }

    /** The histograms of every second. */
    public Path intervals() {
        return path.resolve("intervals.hlog");
    }

    /** What monitors read of servers. */
    public Path server() {
        return path.resolve("server.jsonl");
    }

    /** JMeter's own log. */
    public Path jmeterLog() {
        return path.resolve("jmeter.log");
    }

    /** Every sample, when asked for. */
    public Path samples() {
        return path.resolve("samples.jtl");
    }
}
