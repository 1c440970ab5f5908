package io.github.pgsurge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The operating system account that a server runs as. PostgreSQL and PgBouncer refuse to run as root, so root hands them
 * to {@code nobody}; everyone else runs them as themselves. Immutable and thread safe.
 */
public final class ServerAccount {
    private static final String UNPRIVILEGED = "nobody";

    private final String name;
    private final List<String> prefix;

    private ServerAccount(String name, List<String> prefix) {
        this.name = name;
        this.prefix = List.copyOf(prefix);
    }

    /**
     * The account for servers that this process starts.
     *
     * @throws SandboxException when this process is root's and the machine has no {@code nobody}, or neither {@code
     *     runuser} nor {@code setpriv}
     */
    public static ServerAccount ofThisProcess() throws SandboxException {
        if (uidOfThisProcess() != 0) {
            return new ServerAccount(System.getProperty("user.name"), List.of());
        }
        String group = primaryGroup()
                .orElseThrow(
                        () -> new SandboxException(
                                "PostgreSQL and PgBouncer refuse to run as root and /etc/passwd has no user nobody: run the command as a plain user"));
        Optional<String> runuser = program("runuser");
        if (runuser.isPresent()) {
            return new ServerAccount(UNPRIVILEGED, List.of(runuser.get(), "-u", UNPRIVILEGED, "--"));
        }
        String setpriv = program("setpriv")
                .orElseThrow(
                        () -> new SandboxException(
                                "PostgreSQL and PgBouncer refuse to run as root, and neither runuser nor setpriv is installed: install util-linux, or run the command as a plain user"));
        return new ServerAccount(
                UNPRIVILEGED, List.of(setpriv, "--reuid", UNPRIVILEGED, "--regid", group, "--clear-groups", "--"));
    }

    /** The account of this process, whoever that is: for programs that run as root too. */
    static ServerAccount same() {
        return new ServerAccount(System.getProperty("user.name"), List.of());
    }

    /** The user id that this process runs as; 0 is root. */
    static int uidOfThisProcess() throws SandboxException {
        return uid(Path.of("/proc/self"));
    }

    /** The user id that owns a file. */
    static int uid(Path path) throws SandboxException {
        try {
            return (Integer) Files.getAttribute(path, "unix:uid");
        } catch (IOException e) {
            throw new SandboxException("Could not read who owns " + path + ": " + e.getMessage(), e);
        }
    }

    /** The account's name. */
    public String name() {
        return name;
    }

    /** True when this account is not that of this process. */
    boolean isForeign() {
        return !prefix.isEmpty();
    }

    /** The arguments that run this program as the account. */
    List<String> command(List<String> arguments) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(arguments);
        return all;
    }

    /** Makes the account the owner of a file that this process has created. */
    void give(Path path) throws IOException {
        if (isForeign()) {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
        }
    }

    private static Optional<String> primaryGroup() throws SandboxException {
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields -> fields.length > 3 && fields[0].equals(UNPRIVILEGED))
                    .map(fields -> fields[3])
                    .findFirst();
        } catch (IOException e) {
            throw new SandboxException("Could not read /etc/passwd: " + e.getMessage(), e);
        }
    }

    private static Optional<String> program(String name) {
        return Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
