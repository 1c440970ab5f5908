package io.github.pgsurge.settings;

import io.github.pgsurge.outcome.Rejection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files that settings name. Stateless. */
public final class ReadableFile {
    private ReadableFile() {}

    /**
     * The file of a path; empty for a blank one.
     *
     * @throws Rejection when it can't be read
     */
    public static Optional<Path> of(Setting setting, String path) throws Rejection {
        if (path.isBlank()) {
            return Optional.empty();
        }
        Path file = Path.of(path.strip());
        if (!Files.isReadable(file)) {
            throw Rejection.usage(setting + "=" + path + ": there is no such file, or it can't be read");
        }
        return Optional.of(file);
    }
}
