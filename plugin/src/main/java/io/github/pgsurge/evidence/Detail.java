package io.github.pgsurge.evidence;

import java.util.List;

/**
 * What stands in a block for people to read and is no figure: a text, a list, a table.
 *
 * <p>Immutable and thread safe.
 *
 * @param words the words that it may be, of one that is a gauge while the run lasts; else empty
 */
public record Detail(String block, String name, String help, List<String> words) implements Declaration {
    /** Copies the words. */
    public Detail {
        words = List.copyOf(words);
    }
}
