package io.github.pgsurge.cli;

import io.github.pgsurge.verdict.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The PgBouncer package of Debian and Ubuntu, which the demo installs when it may. Stateless. */
final class PgbouncerPackage {
    /** What a user who may not, or has another system, is told. */
    static final String INSTALL = "sudo apt-get install pgbouncer";

    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin");
    private static final long LIMIT_MINUTES = 5;

    private PgbouncerPackage() {}

    /**
     * Installs PgBouncer when it is missing and this process is root's on a system with apt-get; its service is not
     * started.
     *
     * @return whether it is there now
     */
    static boolean ensure(Consumer<String> progress) throws IOException, InterruptedException {
        if (isInstalled("pgbouncer")) {
            return true;
        }
        if (!System.getProperty("user.name").equals("root") || !isInstalled("apt-get")) {
            return false;
        }
        progress.accept("== Installing PgBouncer");
        return apt("update")
                && apt("install", "-y", "--no-install-recommends", "pgbouncer")
                && isInstalled("pgbouncer");
    }

    private static boolean isInstalled(String program) {
        Stream<String> folders =
                Stream.concat(FOLDERS.stream(), Stream.of(System.getenv("PATH").split(":")));
        return folders.anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static boolean apt(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder("apt-get", "-qq");
        command.command().addAll(List.of(arguments));
        // with run level 1 the package's scripts do not start the service
        command.environment().put("RUNLEVEL", "1");
        command.environment().put("DEBIAN_FRONTEND", "noninteractive");
        Process process = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue() == ExitCode.OK.code();
    }
}
