package io.github.pgsurge.cli;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.report.RunJson;
import io.github.pgsurge.report.RunResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real process that runs, and then what it came to. Closing it leaves no process of its tree. Thread safe. */
public final class PgsurgeProcess implements AutoCloseable {
    private static final Pattern PROGRESS = Pattern.compile("(\\d\\d):(\\d\\d)/\\d\\d:\\d\\d");

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Process process;
    private final Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Thread outReader;
    private final Thread errReader;

    PgsurgeProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
        outReader = reader(process.getInputStream(), out);
        errReader = reader(process.getErrorStream(), err);
    }

    private static Thread reader(InputStream stream, StringWriter into) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader lines =
                            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            into.append(line).append('\n');
                        }
                    } catch (IOException closed) {
                        into.append("(cut: ").append(closed.getMessage()).append(")\n");
                    }
                },
                "output-reader");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Standard output so far. */
    public String out() {
        return out.toString();
    }

    /** Standard error so far. */
    public String err() {
        return err.toString();
    }

    /** Both. */
    public String output() {
        return out() + err();
    }

    /** Its exit code; it has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end. */
    public PgsurgeProcess awaitEnd() {
        return awaitEnd(LIMIT);
    }

    /** Waits for its end no longer than this. */
    public PgsurgeProcess awaitEnd(Duration limit) {
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(ended)
                    .as("ended within %s; it says:%n%s", limit, output())
                    .isTrue();
            outReader.join(5_000);
            errReader.join(5_000);
            return this;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits until a line of the output holds this. */
    public PgsurgeProcess awaitOutput(String text) {
        await("'" + text + "' in the output:\n" + output()).until(() -> {
            assertThat(process.isAlive() || output().contains(text))
                    .as("alive or says '%s':%n%s", text, output())
                    .isTrue();
            return output().contains(text);
        });
        return this;
    }

    /** Waits until the launcher has started JMeter, which may not be more than a process yet. */
    public void awaitJMeter() {
        await("JMeter is started").until(() -> process.descendants().anyMatch(child -> child.info()
                .commandLine()
                .filter(line -> line.contains("ApacheJMeter.jar"))
                .isPresent()));
    }

    /** Waits until the progress line has come to that second of the run, or further: a second may be left out. */
    public PgsurgeProcess awaitElapsed(int second) {
        await("second " + second + " in the output:\n" + output()).until(() -> {
            boolean there = PROGRESS.matcher(output())
                    .results()
                    .anyMatch(line -> 60 * Integer.parseInt(line.group(1)) + Integer.parseInt(line.group(2)) >= second);
            assertThat(process.isAlive() || there)
                    .as("alive or at second %d:%n%s", second, output())
                    .isTrue();
            return there;
        });
        return this;
    }

    /** Sends a signal to the process alone, as kill does. */
    public void signal(String name) throws IOException {
        signal(name, process.pid());
    }

    /** Sends a signal to the process and its children, as a terminal does with Ctrl-C. */
    public void signalAll(String name) throws IOException {
        for (long pid : pids()) {
            signal(name, pid);
        }
    }

    private static void signal(String name, long pid) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** The process and its descendants. */
    public List<Long> pids() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Run directories below the results folder. */
    public List<Path> runDirectories() throws IOException {
        Path results = folder.resolve(Launch.RESULTS);
        if (!Files.exists(results)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(results)) {
            return directories.sorted().toList();
        }
    }

    /** The only run directory. */
    public Path runDirectory() throws IOException {
        assertThat(runDirectories())
                .as("run directories; it says:%n%s%n%s", output(), complaints())
                .hasSize(1);
        return runDirectories().get(0);
    }

    /** run.json of the only run directory. */
    public RunResult result() throws IOException, Rejection {
        return RunJson.read(runDirectory().resolve("run.json"), Catalogue.installed());
    }

    /** Expects an exit code; shows the output when it was another. */
    public PgsurgeProcess exited(int code) {
        assertThat(exitCode())
                .as("exit code; it says:%n%s%n%s", output(), complaints())
                .isEqualTo(code);
        return this;
    }

    /** What JMeter's own log complains of, for messages of failed tests. */
    private String complaints() {
        try {
            List<Path> logs = Stream.concat(Stream.of(folder), runDirectories().stream())
                    .map(place -> place.resolve("jmeter.log"))
                    .filter(Files::exists)
                    .toList();
            StringBuilder lines = new StringBuilder();
            for (Path log : logs) {
                try (Stream<String> all = Files.lines(log)) {
                    all.filter(line ->
                                    line.contains(" ERROR ") || line.contains(" WARN ") || line.contains("Caused by"))
                            .forEach(line -> lines.append(line).append('\n'));
                }
            }
            return lines.toString();
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> tree = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
    }
}
