package io.github.pgsurge.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The processes of one server, found in {@code /proc} rather than believed from a pid file: after a crash or a reboot
 * the pid in the file may be nobody's or another program's. Immutable; looks anew each time.
 */
interface ServerProcesses {
    /** How long to wait between two looks. */
    Duration POLL = Duration.ofMillis(20);

    /** Whether the process below this folder of {@code /proc} is the server's; false when it has gone. */
    boolean isOurs(Path process);

    /** Processes whose command line ends with these arguments, whatever runs them. */
    static ServerProcesses endingWith(List<String> arguments) {
        return process -> {
            try {
                List<String> line = arguments(process);
                int first = line.size() - arguments.size();
                return first > 0 && line.subList(first, line.size()).equals(arguments);
            } catch (IOException e) {
                return false;
            }
        };
    }

    /** Every process of the server. */
    default List<ProcessHandle> all() {
        return ProcessHandle.allProcesses()
                .filter(process -> isOurs(Path.of("/proc", Long.toString(process.pid()))))
                .toList();
    }

    /** Asks what runs to end, once, and waits until it has. Returns false when something outlives the limit. */
    default boolean terminate(Duration limit) {
        all().forEach(ProcessHandle::destroy);
        return awaitEnd(limit);
    }

    /** Kills what is left, and waits until it is gone. Returns false when something outlives the limit. */
    default boolean kill(Duration limit) {
        return await(limit, ProcessHandle::destroyForcibly);
    }

    /** Waits until no process is left. */
    default boolean awaitEnd(Duration limit) {
        return await(limit, process -> {});
    }

    private boolean await(Duration limit, Consumer<ProcessHandle> meanwhile) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (List<ProcessHandle> left = all(); !left.isEmpty(); left = all()) {
            left.forEach(meanwhile);
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** The command line of the process below this folder of {@code /proc}. */
    static List<String> arguments(Path process) throws IOException {
        String line = new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8);
        return Arrays.asList(line.split("\0"));
    }
}
