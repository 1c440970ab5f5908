package io.github.pgsurge.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one program to its end, within a time limit. Arguments never hold secrets: every user can read them in the process list. */
final class Command {

    /**
     * What became of it.
     *
     * @param exitStatus 0 when it succeeded
     * @param output standard output and standard error, in the order written
     */
    record Result(int exitStatus, String output) {
        boolean succeeded() {
            return exitStatus == 0;
        }

        /** The last line that is not empty: where programs say why they gave up. */
        String lastLine() {
            return Command.lastLine(output);
        }
    }

    private Command() {}

    /**
     * Runs the program with an environment that holds no PG* variables and no locale.
     *
     * @throws SandboxException when it can't be started, does not end in time, or the thread is interrupted (the
     *     interrupt is restored); the program is killed in the latter two cases
     */
    static Result run(List<String> arguments, Path workingDirectory, Duration limit) throws SandboxException {
        String program = Path.of(arguments.get(0)).getFileName().toString();
        try {
            // A file, not a pipe: a daemon that inherits a pipe would keep its reader waiting.
            Path output = Files.createTempFile("pgsurge-", ".out");
            try {
                ProcessBuilder builder = new ProcessBuilder(arguments)
                        .directory(workingDirectory.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
                builder.environment().put("LC_ALL", "C");
                Process process = builder.start();
                await(process, program, limit);
                return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new SandboxException("Could not run " + program + ": " + e.getMessage(), e);
        }
    }

    /** The last line that is not empty, without the space around it. */
    static String lastLine(String output) {
        return output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((first, second) -> second)
                .orElse("no output");
    }

    private static void await(Process process, String program, Duration limit) throws SandboxException {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new SandboxException(program + " did not end within " + limit.toSeconds() + " s and was killed");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new SandboxException("Interrupted while waiting for " + program, e);
        }
    }
}
