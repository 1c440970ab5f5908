package io.github.pgsurge.evidence;

import java.util.List;

/**
 * What one package declares; found by the {@link java.util.ServiceLoader}, so that whoever reads or judges figures need not
 * know who measures them.
 */
public interface Declared {
    /** The blocks, with everything that is declared in them. */
    List<Block> blocks();

    /** Lines that a reader of a result must see, whenever it is shown: none of most. */
    default List<String> remarks(Findings findings) {
        return List.of();
    }
}
