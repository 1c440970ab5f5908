package io.github.pgsurge.pgbouncer.lint;

import java.nio.file.Path;

/**
 * Where something stands. Immutable.
 *
 * @param line counted from 1; 0 for what is not there, or is about the whole file
 */
public record Place(Path file, int line) {
    /** {@code file:line}, or the file alone. */
    @Override
    public String toString() {
        return line == 0 ? file.toString() : file + ":" + line;
    }
}
