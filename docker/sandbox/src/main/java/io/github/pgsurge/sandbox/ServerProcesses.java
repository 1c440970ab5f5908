package io.github.pgsurge.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The processes of one server, found in {@code /proc} rather than believed from a pid file: after a crash or a reboot
 * the pid in the file may be nobody's or another program's. Immutable; looks anew each time.
 *
 * @param binaries where the server's programs lie
 * @param dataDirectory the server's data
 */
record ServerProcesses(Path binaries, Path dataDirectory) {
    private static final Duration POLL = Duration.ofMillis(20);

    /** The postmaster's pid when it runs, whatever the state it is in. */
    OptionalLong postmaster() {
        try {
            List<String> lines = Files.readAllLines(pidFile());
            long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.get(0).strip());
            return pid > 0 && isOurs(pid) ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** True when there is a pid file, which PostgreSQL deletes when it stops: a server runs, or was killed. */
    boolean hasPidFile() {
        return Files.exists(pidFile());
    }

    private Path pidFile() {
        return dataDirectory.resolve("postmaster.pid");
    }

    /** Every process that runs these programs on this data: postmaster, backends, a left over initdb. */
    List<ProcessHandle> all() {
        return ProcessHandle.allProcesses()
                .filter(process -> isOurs(process.pid()))
                .toList();
    }

    /** Kills what is left, and waits until it is gone. Returns false when something outlives the limit. */
    boolean kill(Duration limit) {
        return await(limit, ProcessHandle::destroyForcibly);
    }

    /** Waits until no process is left. */
    boolean awaitEnd(Duration limit) {
        return await(limit, process -> {});
    }

    /** Deletes a pid file that no process of this server stands behind, lest PostgreSQL trust a pid that was given anew. */
    void deleteStalePidFile() throws SandboxException {
        if (all().isEmpty()) {
            FileTree.delete(pidFile());
        }
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

    private boolean isOurs(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            return Files.readSymbolicLink(process.resolve("exe")).startsWith(binaries)
                    && (Files.readSymbolicLink(process.resolve("cwd")).startsWith(dataDirectory)
                            || arguments(process).stream().anyMatch(this::namesData));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean namesData(String argument) {
        return argument.equals(dataDirectory.toString()) || argument.equals("--pgdata=" + dataDirectory);
    }

    private static List<String> arguments(Path process) throws IOException {
        byte[] line = Files.readAllBytes(process.resolve("cmdline"));
        return Arrays.asList(new String(line, StandardCharsets.UTF_8).split("\0", -1));
    }
}
