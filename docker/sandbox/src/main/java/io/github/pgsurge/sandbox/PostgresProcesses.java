package io.github.pgsurge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The processes of one PostgreSQL server: postmaster, backends, a left over initdb. Immutable; looks anew each time.
 *
 * @param binaries where the server's programs lie
 * @param dataDirectory the server's data
 */
record PostgresProcesses(Path binaries, Path dataDirectory) implements ServerProcesses {

    /** The postmaster's pid when it runs, whatever the state it is in. */
    OptionalLong postmaster() {
        try {
            List<String> lines = Files.readAllLines(pidFile());
            long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.get(0).strip());
            return pid > 0 && isOurs(Path.of("/proc", Long.toString(pid)))
                    ? OptionalLong.of(pid)
                    : OptionalLong.empty();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** True when there is a pid file, which PostgreSQL deletes when it stops: a server runs, or was killed. */
    boolean hasPidFile() {
        return Files.exists(pidFile());
    }

    /** Deletes a pid file that no process of this server stands behind, lest PostgreSQL trust a pid that was given anew. */
    void deleteStalePidFile() throws SandboxException {
        if (all().isEmpty()) {
            FileTree.delete(pidFile());
        }
    }

    /** Runs these programs on this data. */
    @Override
    public boolean isOurs(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("exe")).startsWith(binaries)
                    && (Files.readSymbolicLink(process.resolve("cwd")).startsWith(dataDirectory)
                            || ServerProcesses.arguments(process).stream().anyMatch(this::namesData));
        } catch (IOException e) {
            return false;
        }
    }

    private Path pidFile() {
        return dataDirectory.resolve("postmaster.pid");
    }

    private boolean namesData(String argument) {
        return argument.equals(dataDirectory.toString()) || argument.equals("--pgdata=" + dataDirectory);
    }
}
