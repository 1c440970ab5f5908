package io.github.pgsurge.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client of which the machine has the program. Its CPU time is what a shell says its children took.
 *
 * @param program found on the path
 */
record NativeClient(String program, Workspace workspace) {
    /** The last line of the shell's {@code times}: user and system time of its children (POSIX, times). */
    private static final Pattern CHILDREN_CPU =
            Pattern.compile("^(\\d+)m([0-9.]+)s (\\d+)m([0-9.]+)s\\s*\\z", Pattern.MULTILINE);

    /** The first line that a program says of itself, whatever its exit status; empty when it is not on the path. */
    static Optional<String> says(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), UTF_8);
            process.waitFor();
            return text.lines().findFirst().map(String::strip);
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    /**
     * Runs it to its end.
     *
     * @param environment changes what it inherits
     * @return what it has printed, and the shell's {@code times} after it
     * @throws BenchFailure when it could not be run, or failed
     */
    String run(List<String> arguments, Consumer<Map<String, String>> environment)
            throws BenchFailure, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "\"$@\"; status=$?; times; exit $status", "sh", program));
        command.addAll(arguments);
        Path out = workspace.folder(program).resolve("out.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        environment.accept(builder.environment());
        builder.environment().put("LC_ALL", "C");
        try {
            int status = workspace.start(builder).waitFor();
            String text = Files.readString(out);
            if (status != 0) {
                throw new BenchFailure(program + " ended with " + status + ": " + errors(text));
            }
            return text;
        } catch (IOException failure) {
            throw new BenchFailure(program + " did not run: " + failure.getMessage(), failure);
        }
    }

    private static String errors(String text) {
        return text.lines().filter(line -> line.contains("error")).findFirst().orElse("it said nothing");
    }

    /** User and system time, of what {@link #run} returned. */
    static double cpuSeconds(String program, String text) throws BenchFailure {
        Matcher cpu = found(program, CHILDREN_CPU, text);
        return seconds(cpu.group(1), cpu.group(2)) + seconds(cpu.group(3), cpu.group(4));
    }

    private static double seconds(String minutes, String seconds) {
        return 60 * Double.parseDouble(minutes) + Double.parseDouble(seconds);
    }

    /** The number that is the pattern's first group. */
    static double number(String program, Pattern pattern, String text) throws BenchFailure {
        return Double.parseDouble(found(program, pattern, text).group(1));
    }

    private static Matcher found(String program, Pattern pattern, String text) throws BenchFailure {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new BenchFailure(program + " printed nothing like '" + pattern + "'");
        }
        return matcher;
    }
}
