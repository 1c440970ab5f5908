package io.github.pgsurge.jmeter.vu;

import io.github.pgsurge.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What so many VUs need when each has a thread of the operating system's. Immutable and thread safe.
 *
 * @param vus how many
 */
public record PlatformThreads(int vus) {
    /** From how many VUs on it is worth a word. */
    public static final int WORTH_A_WORD = 1_000;

    /** 10,000 VUs of a stock HTTP sampler took 2.45 GB on platform threads, and 0.88 GB on virtual ones. */
    private static final long BYTES_EACH = 245_000;

    private static final int OTHER_THREADS = 100;
    private static final Path PROC = Path.of("/proc");

    private long bytes() {
        return vus * BYTES_EACH;
    }

    /** What it takes, and how to need less. */
    public String need() {
        return String.format(
                Locale.ROOT,
                "%,d virtual users on platform threads need about %.1f GB of memory and %,d threads; %s",
                vus,
                bytes() / 1e9,
                vus + OTHER_THREADS,
                VuThreads.hasVirtual()
                        ? Setting.VU_THREADS + "=" + VuThreads.Choice.AUTO + " runs them on virtual threads"
                        : "Java 21 or newer runs them on virtual threads: set JAVA_HOME to one (this is Java "
                                + Runtime.version().feature() + ")");
    }

    /** Why this machine cannot have them; empty when it can, or does not say. */
    public Optional<String> obstacle() {
        return Stream.of(
                        limit("threads-max", firstNumber(PROC.resolve("sys/kernel/threads-max"), "")),
                        limit("ulimit -u", firstNumber(PROC.resolve("self/limits"), "Max processes")),
                        limit("pids.max of the control group", firstNumber(Path.of("/sys/fs/cgroup/pids.max"), "")),
                        memory())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> limit(String name, OptionalLong most) {
        return most.isPresent() && most.getAsLong() < vus + OTHER_THREADS
                ? Optional.of("this machine allows " + most.getAsLong() + " threads (" + name + ")")
                : Optional.empty();
    }

    private Optional<String> memory() {
        OptionalLong kilobytes = firstNumber(PROC.resolve("meminfo"), "MemAvailable:");
        return kilobytes.isPresent() && kilobytes.getAsLong() * 1_024 < bytes()
                ? Optional.of(String.format(
                        Locale.ROOT, "this machine has %.1f GB available", kilobytes.getAsLong() * 1_024 / 1e9))
                : Optional.empty();
    }

    /** The first number of the line that begins so; empty when there is none, as for {@code unlimited}. */
    private static OptionalLong firstNumber(Path file, String begin) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(begin))
                    .flatMap(line ->
                            Arrays.stream(line.substring(begin.length()).strip().split("\\s+")))
                    .limit(1)
                    .filter(word -> word.chars().allMatch(Character::isDigit) && !word.isEmpty())
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException notLinux) {
            return OptionalLong.empty();
        }
    }
}
