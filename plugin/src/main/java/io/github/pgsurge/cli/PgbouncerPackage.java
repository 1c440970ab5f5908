package io.github.pgsurge.cli;

import io.github.pgsurge.sandbox.PgbouncerProgram;
import io.github.pgsurge.verdict.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The PgBouncer package of Debian and Ubuntu, which the demo installs when it may. Stateless. */
final class PgbouncerPackage {
    private static final Path APT_GET = Path.of("/usr/bin/apt-get");
    private static final long LIMIT_MINUTES = 5;

    private PgbouncerPackage() {}

    /**
     * Installs PgBouncer when it is missing and this process is root's on a system with apt-get; its service is not
     * started.
     *
     * @return whether it is there now
     */
    static boolean ensure(Consumer<String> progress) throws IOException, InterruptedException {
        if (PgbouncerProgram.installed().isPresent()) {
            return true;
        }
        if (!System.getProperty("user.name").equals("root") || !Files.isExecutable(APT_GET)) {
            return false;
        }
        progress.accept("== Installing PgBouncer");
        return apt("update")
                && apt("install", "-y", "--no-install-recommends", "pgbouncer")
                && PgbouncerProgram.installed().isPresent();
    }

    private static boolean apt(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(APT_GET.toString(), "-qq");
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
