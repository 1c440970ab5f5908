package io.github.pgsurge.sandbox;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PgBouncer's binary. Immutable.
 *
 * @param path absolute
 */
public record PgbouncerProgram(Path path) {
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("PgBouncer.*?(\\d+(?:\\.\\d+)+\\S*)");

    /** A package manager's program, and what installs PgBouncer with it. */
    private record Installer(String program, String command) {}

    private static final List<Installer> INSTALLERS = List.of(
            new Installer("apt-get", "sudo apt-get install pgbouncer"),
            new Installer("dnf", "sudo dnf install pgbouncer"),
            new Installer("yum", "sudo yum install pgbouncer"),
            new Installer("zypper", "sudo zypper install pgbouncer"),
            new Installer("apk", "sudo apk add pgbouncer"),
            new Installer("pacman", "sudo pacman -S pgbouncer"),
            new Installer("brew", "brew install pgbouncer"));

    /** The machine's binary: the first of PATH, then that of the folders where packages put it. */
    public static Optional<PgbouncerProgram> installed() {
        return in(folders());
    }

    /** The command that installs it on this machine. */
    public static String installCommand() {
        return installCommand(folders());
    }

    /**
     * The binary that was asked for.
     *
     * @throws SandboxException when there is none: one line that says how to get it
     */
    static PgbouncerProgram of(PgbouncerOptions options) throws SandboxException {
        return of(options, folders());
    }

    static PgbouncerProgram of(PgbouncerOptions options, List<Path> folders) throws SandboxException {
        if (options.program().isPresent()) {
            Path given = options.program().get();
            if (!isProgram(given)) {
                throw new SandboxException("--pgbouncer " + given + " is not a program that can be run");
            }
            return new PgbouncerProgram(given);
        }
        return in(folders)
                .orElseThrow(
                        () -> new SandboxException(
                                "PgBouncer is not installed: " + installCommand(folders)
                                        + ", or give --pgbouncer PATH, or leave it and the pooled gateway out with --without-pgbouncer"));
    }

    static Optional<PgbouncerProgram> in(List<Path> folders) {
        return folders.stream()
                .map(folder -> folder.resolve("pgbouncer"))
                .filter(PgbouncerProgram::isProgram)
                .findFirst()
                .map(PgbouncerProgram::new);
    }

    static String installCommand(List<Path> folders) {
        return INSTALLERS.stream()
                .filter(installer -> folders.stream()
                        .map(folder -> folder.resolve(installer.program()))
                        .anyMatch(PgbouncerProgram::isProgram))
                .findFirst()
                .orElse(INSTALLERS.get(0))
                .command();
    }

    /**
     * The version that it reports, such as {@code 1.18.0}.
     *
     * @throws SandboxException when the account can't run it, or it is no PgBouncer
     */
    String version(ServerAccount account) throws SandboxException {
        Command.Result result =
                Command.run(account.command(List.of(path.toString(), "--version")), Path.of("/"), VERSION_LIMIT);
        Matcher version = VERSION.matcher(result.output());
        if (!result.succeeded() || !version.find()) {
            throw new SandboxException(
                    path + " --version does not work as user " + account.name() + ": " + result.lastLine());
        }
        return version.group(1);
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    private static List<Path> folders() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(
                        Arrays.stream(path.split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"))
                .filter(folder -> folder.startsWith("/"))
                .map(Path::of)
                .toList();
    }
}
