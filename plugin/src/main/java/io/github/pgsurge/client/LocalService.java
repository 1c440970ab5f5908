package io.github.pgsurge.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whatever listens on a port of this machine, found by its socket: {@code /proc/net/tcp} has the inode of a listening socket,
 * {@code /proc/<pid>/fd} who holds it. On other systems than Linux, and for processes that this one may not look into,
 * nothing is found.
 *
 * <p>For one thread at a time.
 */
public final class LocalService {
    /** Programs that listen for somebody else, whose memory says nothing: a container's or a tunnel's end. */
    private static final Set<String> FORWARDERS =
            Set.of("docker-proxy", "rootlessport", "rootlesskit", "slirp4netns", "pasta", "ssh", "kubectl");

    private static final String LISTENING = "0A";
    private static final int LOOKS_BETWEEN_SEARCHES = 10;

    private final int port;
    private final Predicate<String> program;
    private List<ProcessStatus> processes = List.of();
    private int looks;

    private LocalService(int port, Predicate<String> program) {
        this.port = port;
        this.program = program;
    }

    /** The service at an address; empty when that is not this machine's loopback. */
    public static Optional<LocalService> at(InetSocketAddress address) {
        return at(address, name -> !FORWARDERS.contains(name));
    }

    /** As {@link #at(InetSocketAddress)}, and nothing is found but a program of that name. */
    public static Optional<LocalService> of(String program, InetSocketAddress address) {
        return at(address, program::equals);
    }

    private static Optional<LocalService> at(InetSocketAddress address, Predicate<String> program) {
        try {
            return InetAddress.getByName(address.getHostString()).isLoopbackAddress()
                    ? Optional.of(new LocalService(address.getPort(), program))
                    : Optional.empty();
        } catch (UnknownHostException unknown) {
            return Optional.empty();
        }
    }

    /**
     * The resident size of the processes that hold the listening socket, pages that they share counted for each. What is
     * known is looked at cheaply; a search comes when that is gone, and not at every look.
     *
     * @return empty when there is none that can be looked into
     */
    public OptionalLong residentBytes() {
        OptionalLong known = sum();
        if (known.isEmpty() && looks++ % LOOKS_BETWEEN_SEARCHES == 0) {
            processes = search();
            known = sum();
        }
        return known;
    }

    /**
     * The CPU time that each of them has used, by process; looked for as by {@link #residentBytes}.
     *
     * @return empty when there is none that can be looked into
     */
    public Map<ProcessHandle, Duration> cpuTimes() {
        Map<ProcessHandle, Duration> times = new HashMap<>();
        if (residentBytes().isPresent()) {
            for (ProcessStatus process : processes) {
                Optional<ProcessHandle> handle = process.handle();
                handle.flatMap(alive -> alive.info().totalCpuDuration())
                        .ifPresent(time -> times.put(handle.get(), time));
            }
        }
        return times;
    }

    private OptionalLong sum() {
        long sum = 0;
        for (ProcessStatus process : processes) {
            OptionalLong bytes = process.residentBytes();
            if (bytes.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += bytes.getAsLong();
        }
        return processes.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    private List<ProcessStatus> search() {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            sockets.addAll(listening(ProcessStatus.PROC.resolve("net").resolve(table)));
        }
        List<ProcessStatus> found = new ArrayList<>();
        if (sockets.isEmpty()) {
            return found;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(ProcessStatus.PROC, "[0-9]*")) {
            for (Path folder : folders) {
                ProcessStatus process = new ProcessStatus(folder);
                if (holds(folder, sockets) && process.name().filter(program).isPresent()) {
                    found.add(process);
                }
            }
        } catch (IOException unreadable) {
            return List.of();
        }
        return found;
    }

    /** The sockets that listen on the port, as {@code socket:[inode]}. */
    private Set<String> listening(Path table) {
        String local = String.format(":%04X", port);
        // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode ...
        try (Stream<String> lines = Files.lines(table)) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > 9 && columns[1].endsWith(local) && columns[3].equals(LISTENING))
                    .map(columns -> "socket:[" + columns[9] + "]")
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException unreadable) {
            return Set.of();
        }
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (sockets.contains(target(file))) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException unreadable) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
