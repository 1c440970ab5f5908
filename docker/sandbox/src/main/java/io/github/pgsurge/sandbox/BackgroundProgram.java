package io.github.pgsurge.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A program that runs in the background, in a session of its own, and outlives the JVM that started it; what it writes
 * goes to its log. Arguments never hold secrets: every user can read them in the process list.
 *
 * <p>Not thread safe: one owner starts and stops it. Its state is that of its processes, so an instance may be made anew
 * at any time, by another process too.
 */
final class BackgroundProgram {
    private static final Duration LAUNCH_LIMIT = Duration.ofSeconds(20);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    /** setsid(1) takes the place of the shell's background process, and the program that of setsid: one process in all. */
    private static final String LAUNCH =
            "[ \"$1\" = 0 ] || ulimit -S -n \"$1\" || exit 1; log=$2; shift 2; setsid \"$@\" </dev/null >>\"$log\" 2>&1 &";

    /** How often in turn a process has to be missing before it has ended. */
    private static final int LOOKS = 3;

    private final String name;
    private final Path log;
    private final ServerProcesses processes;
    private long logPlace;

    /**
     * A program, whether or not it runs yet.
     *
     * @param name as errors name it
     * @param log the file need not exist
     * @param lastArguments how its command line ends; what tells its processes from all others
     */
    BackgroundProgram(String name, Path log, List<String> lastArguments) {
        this.name = name;
        this.log = log;
        this.processes = ServerProcesses.endingWith(lastArguments);
    }

    /** The pid when it runs. */
    OptionalLong pid() {
        return processes.all().stream().mapToLong(ProcessHandle::pid).findFirst();
    }

    Path log() {
        return log;
    }

    /**
     * Starts it, and returns before it is ready.
     *
     * @param openFiles how many files it may open, at least; 0 leaves the limit as it is
     * @param command the program and its arguments, which end as the constructor was told
     */
    void start(ServerAccount account, int openFiles, List<String> command) throws SandboxException {
        try {
            logPlace = new ServerLog(log).end();
        } catch (IOException e) {
            throw new SandboxException("Could not read " + log + ": " + e, e);
        }
        List<String> shell =
                new ArrayList<>(List.of("sh", "-c", LAUNCH, "sh", Integer.toString(openFiles), log.toString()));
        shell.addAll(command);
        Command.Result result = Command.run(account.command(shell), log.getParent(), LAUNCH_LIMIT);
        if (!result.succeeded()) {
            throw new SandboxException(
                    name + " could not be started as user " + account.name() + ": " + result.lastLine());
        }
    }

    /**
     * Waits until the program that {@link #start} started is ready.
     *
     * @param ready asked again and again, while the program runs
     * @param reason finds why it gave up in what it has logged
     * @throws SandboxException with the program's own words when it has ended, or is not ready within the limit: then it is
     *     killed
     */
    void awaitReady(Duration limit, BooleanSupplier ready, Function<String, String> reason) throws SandboxException {
        long deadline = System.nanoTime() + limit.toNanos();
        int unseen = 0;
        while (true) {
            boolean runs = pid().isPresent();
            if (runs && ready.getAsBoolean()) {
                return;
            }
            // a process that becomes another program by exec has no arguments for a moment
            unseen = runs ? 0 : unseen + 1;
            if (unseen == LOOKS) {
                throw new SandboxException(name + " did not start; it says: " + reason.apply(logged()));
            }
            if (System.nanoTime() - deadline > 0) {
                processes.kill(KILL_LIMIT);
                throw new SandboxException(name + " did not answer within " + limit.toSeconds()
                        + " s; the last it says: " + reason.apply(logged()));
            }
            try {
                Thread.sleep(ServerProcesses.POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SandboxException("Interrupted while waiting for " + name, e);
            }
        }
    }

    /** Ends it: with SIGTERM, then by killing it. One that does not run is no error. */
    void stop(Duration grace) throws SandboxException {
        if (!processes.terminate(grace) && !processes.kill(KILL_LIMIT)) {
            throw new SandboxException("Processes of " + name + " can't be ended: "
                    + processes.all().stream().map(ProcessHandle::pid).toList() + ": kill them as root");
        }
    }

    /** What it has logged since it was started. */
    private String logged() throws SandboxException {
        try {
            return new ServerLog(log).since(logPlace);
        } catch (IOException e) {
            throw new SandboxException("Could not read " + log + ": " + e, e);
        }
    }
}
