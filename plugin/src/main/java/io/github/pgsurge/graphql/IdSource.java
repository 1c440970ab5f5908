package io.github.pgsurge.graphql;

import io.github.pgsurge.outcome.Rejection;
import java.nio.file.Path;

/**
 * Ids to put into variables, by their places 0 to {@link #count()} - 1, of which a {@link
 * io.github.pgsurge.workload.KeyDistribution} chooses. Immutable and thread safe.
 */
public sealed interface IdSource permits IdRange, IdTexts, IdFile {
    /** The largest number of ids. */
    int MAX_IDS = 100_000_000;

    /** How many there are, from 1 to {@link #MAX_IDS}. */
    int count();

    /**
     * The id at a place.
     *
     * @param index 0 to {@code count() - 1}
     */
    String at(int index);

    /**
     * Reads {@code ids}: one range in braces within any text, {@code user-{1..5000}}, whose numbers are padded with
     * zeros when its ends are written so, {@code {0001..5000}}; texts separated by {@code |}; or {@code @file.csv}, the
     * first field of every line that is not empty and does not begin with {@code #}.
     *
     * @param baseFolder what a relative path of a file is relative to
     */
    static IdSource parse(String text, Path baseFolder) throws Rejection {
        String stripped = text.strip();
        if (stripped.startsWith("@")) {
            return IdFile.read(baseFolder.resolve(stripped.substring(1)));
        }
        return stripped.contains(IdTexts.SEPARATOR) ? IdTexts.parse(stripped) : IdRange.parse(stripped);
    }
}
