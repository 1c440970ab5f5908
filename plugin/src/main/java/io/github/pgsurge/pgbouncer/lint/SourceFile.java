package io.github.pgsurge.pgbouncer.lint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Files that PgBouncer reads: how they are found, and what their bytes are. Stateless. */
final class SourceFile {
    private static final int MOST_BYTES = 16 << 20;

    private SourceFile() {}

    /**
     * The text of a file; bytes that are no UTF-8 are in it as U+FFFD.
     *
     * @throws IOException when it can't be read, or has more than 16 MiB; the message is a sentence without its subject
     */
    static String text(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("is a folder");
        }
        if (Files.notExists(file)) {
            throw new IOException("there is no such file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException unreadable) {
            throw new IOException("can't be read", unreadable);
        }
        if (bytes.length > MOST_BYTES) {
            throw new IOException("has more than 16 MiB");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * A file that a configuration names. PgBouncer looks from the folder that it is started in; here that is this process's,
     * or else the one that the naming file is in.
     *
     * @return empty when the name cannot be one of a file here
     */
    static Optional<Path> named(String name, Path by) {
        try {
            Path file = Path.of(name);
            return Optional.of(Files.exists(file) ? file : by.toAbsolutePath().resolveSibling(file));
        } catch (InvalidPathException noName) {
            return Optional.empty();
        }
    }
}
