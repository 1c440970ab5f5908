package io.github.pgsurge.cli;

import io.github.pgsurge.outcome.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A package of Debian and Ubuntu, installed where a command needs it and may.
 *
 * @param program what people call it
 * @param name the package's
 * @param isThere whether the program can be found, installed by this package or not
 */
public record DebianPackage(String program, String name, BooleanSupplier isThere) {
    private static final Path APT_GET = Path.of("/usr/bin/apt-get");
    private static final long LIMIT_MINUTES = 5;

    /**
     * Installs it when it is missing and this process is root's on a system with apt-get; its service is not started.
     *
     * @return whether the program is there now
     */
    public boolean ensure(Consumer<String> progress) throws IOException, InterruptedException {
        if (isThere.getAsBoolean()) {
            return true;
        }
        if (!System.getProperty("user.name").equals("root") || !Files.isExecutable(APT_GET)) {
            return false;
        }
        progress.accept("== Installing " + program);
        return apt("update") && apt("install", "-y", "--no-install-recommends", name) && isThere.getAsBoolean();
    }

    /** One line for when it is still missing: what installs it by hand. */
    public String missing() {
        return program + " is not installed: sudo apt-get install " + name;
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
