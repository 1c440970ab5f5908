package io.github.pgsurge.evidence;

import java.util.List;

/**
 * What one package declares; found by the {@link java.util.ServiceLoader}, so that whoever reads or judges figures need not
 * know who measures them.
 */
public interface Declared {
    /** The blocks, with everything that is declared in them. */
    List<Block> blocks();

    /** Warnings that follow from the findings; shown after a run and by {@code pgsurge report}. Most have none. */
    default List<String> remarks(Findings findings) {
        return List.of();
    }
}
