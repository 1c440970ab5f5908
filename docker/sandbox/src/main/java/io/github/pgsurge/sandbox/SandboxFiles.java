package io.github.pgsurge.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Where the sandbox of one checkout keeps its files. Immutable.
 *
 * @param folder {@code .sandbox} of the checkout: the lock and the env file
 * @param home everything else. The same folder for a plain user; below {@code /var/tmp} for root, whose servers run as
 *     a user who may not be able to reach the checkout
 */
record SandboxFiles(Path folder, Path home) {
    /** A real disk on every distribution, where {@code /tmp} may be memory: there fsync would cost nothing. */
    private static final Path DISK = Path.of("/var/tmp");

    static SandboxFiles of(Path checkoutRoot) throws SandboxException {
        try {
            Path checkout = checkoutRoot.toRealPath();
            Path folder = checkout.resolve(".sandbox");
            boolean root = ServerAccount.uidOfThisProcess() == 0;
            return new SandboxFiles(
                    folder, root ? DISK.toRealPath().resolve("pgsurge-sandbox-" + digest(checkout)) : folder);
        } catch (IOException e) {
            throw new SandboxException("The folder " + checkoutRoot + " can't be read: " + e, e);
        }
    }

    Path env() {
        return folder.resolve("env");
    }

    Path lock() {
        return folder.resolve("lock");
    }

    Path state() {
        return home.resolve("state.properties");
    }

    Path postgres() {
        return home.resolve("postgres");
    }

    Path pgbouncer() {
        return home.resolve("pgbouncer");
    }

    Path gateway(GatewaySide side) {
        return home.resolve("gateway-" + side.text());
    }

    /** True when nothing of a sandbox is there. */
    boolean areAbsent() {
        return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.exists(home, LinkOption.NOFOLLOW_LINKS);
    }

    /** True when there is more than the folder and the lock. */
    boolean holdAnything() {
        return Stream.concat(
                        Stream.of(env(), state(), postgres(), pgbouncer()),
                        Arrays.stream(GatewaySide.values()).map(this::gateway))
                .anyMatch(Files::exists);
    }

    /** Refuses to touch what another user has made: a sandbox is its user's, and below /var/tmp anyone may create files. */
    void checkOwner() throws SandboxException {
        int self = ServerAccount.uidOfThisProcess();
        for (Path path : new Path[] {folder, home}) {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            if (Files.isSymbolicLink(path) || !Files.isDirectory(path)) {
                throw new SandboxException(path + " is not a folder: remove it");
            }
            if (ServerAccount.uid(path) != self) {
                throw new SandboxException(
                        path + " belongs to another user, " + owner(path) + ": run the command as that user");
            }
        }
    }

    void createHome() throws SandboxException {
        try {
            if (!home.equals(folder)) {
                Files.createDirectory(
                        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
                Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
            }
        } catch (FileAlreadyExistsException e) {
            checkOwner();
        } catch (IOException e) {
            throw new SandboxException("Could not create " + home + ": " + e, e);
        }
    }

    /** True when the home lies in memory, where a write costs no disk. */
    boolean lieInMemory() {
        try {
            return Files.getFileStore(home).type().matches("tmpfs|ramfs");
        } catch (IOException e) {
            return false;
        }
    }

    private static String owner(Path path) throws SandboxException {
        try {
            return Files.getOwner(path).getName();
        } catch (IOException e) {
            throw new SandboxException("Could not read who owns " + path + ": " + e, e);
        }
    }

    private static String digest(Path checkout) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(checkout.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
