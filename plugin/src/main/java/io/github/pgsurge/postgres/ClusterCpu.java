package io.github.pgsurge.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * CPU time of all processes of a PostgreSQL of this machine, as Linux says it in {@code /proc}: of the postmaster, of its
 * children, and of those that have ended, which their parent counts when it has seen their end. In steps of 10 ms.
 *
 * <p>For one thread.
 */
final class ClusterCpu {
    /** Clock ticks a second in {@code /proc}: fixed in Linux's interface to its programs (USER_HZ). */
    private static final int TICKS_PER_SECOND = 100;

    private static final int PARENT = 1;
    private static final int USER_TICKS = 11;
    private static final int CHILDREN_SYSTEM_TICKS = 14;
    private static final int STARTED = 19;

    private final Path proc;
    private final String postmaster;
    private final String started;
    private long highest;

    private ClusterCpu(Path proc, String postmaster, String started) {
        this.proc = proc;
        this.postmaster = postmaster;
        this.started = started;
    }

    /**
     * The cluster that a backend belongs to.
     *
     * @param backend its process id, as the server says it
     * @param clientPort the client's TCP port, which PostgreSQL shows in the title of that process: in another machine's or
     *     container's place there is another process, or none
     * @return empty when that is no process of this machine
     */
    static Optional<ClusterCpu> of(int backend, int clientPort) {
        return of(Path.of("/proc"), backend, clientPort);
    }

    static Optional<ClusterCpu> of(Path proc, int backend, int clientPort) {
        String process = Integer.toString(backend);
        String title = read(proc.resolve(process).resolve("cmdline")).orElse("");
        if (!title.startsWith("postgres") || !title.contains("(" + clientPort + ")")) {
            return Optional.empty();
        }
        return stat(proc, process).map(fields -> fields.get(PARENT)).flatMap(parent -> stat(proc, parent)
                .map(fields -> new ClusterCpu(proc, parent, fields.get(STARTED))));
    }

    /** Which postmaster it is, by process id and start: another one counts from 0. */
    String postmaster() {
        return postmaster + " started " + started;
    }

    /** Goes on where an earlier one of the same postmaster has come to, so that what it says does not fall. */
    ClusterCpu goingOnFrom(Optional<ClusterCpu> earlier) {
        earlier.filter(one -> one.postmaster().equals(postmaster()))
                .ifPresent(one -> highest = Math.max(highest, one.highest));
        return this;
    }

    /** All of its CPU time so far in milliseconds, which never falls; empty when it has ended. */
    OptionalLong millis() {
        // a child that ends between the two looks is missed, not counted twice, and is there the next time
        long ticks = ticks(postmaster);
        if (ticks < 0) {
            return OptionalLong.empty();
        }
        for (String child : children()) {
            ticks += Math.max(0, ticks(child));
        }
        highest = Math.max(highest, ticks);
        return OptionalLong.of(highest * 1_000 / TICKS_PER_SECOND);
    }

    private long ticks(String process) {
        return stat(proc, process)
                .map(fields -> fields.subList(USER_TICKS, CHILDREN_SYSTEM_TICKS + 1).stream()
                        .mapToLong(Long::parseLong)
                        .sum())
                .orElse(-1L);
    }

    private List<String> children() {
        Optional<String> known = read(
                proc.resolve(postmaster).resolve("task").resolve(postmaster).resolve("children"));
        if (known.isPresent()) {
            return Arrays.stream(known.get().strip().split(" "))
                    .filter(process -> !process.isEmpty())
                    .toList();
        }
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path folder : folders) {
                String process = folder.getFileName().toString();
                if (stat(proc, process)
                        .filter(fields -> fields.get(PARENT).equals(postmaster))
                        .isPresent()) {
                    found.add(process);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return found;
        }
        return found;
    }

    /** The fields of {@code stat} behind the name of the program, which may hold anything: state, parent... */
    private static Optional<List<String>> stat(Path proc, String process) {
        return read(proc.resolve(process).resolve("stat"))
                .map(line -> List.of(
                        line.substring(line.lastIndexOf(')') + 1).strip().split(" ")))
                .filter(fields -> fields.size() > STARTED);
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
