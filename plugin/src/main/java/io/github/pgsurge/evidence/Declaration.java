package io.github.pgsurge.evidence;

/**
 * A name in a block of run.json, declared once by whoever finds out what stands there: a {@link Figure}, which rules, summary and
 * comparison understand, or a {@link Detail}, which people read.
 */
public sealed interface Declaration permits Figure, Detail {
    /** Name of the block. */
    String block();

    /** Name in the block, with its unit at the end where it has one. */
    String name();

    /** One line on what it is. */
    String help();

    /** What rules call it: the block, a dot, the name. */
    default String key() {
        // put together here: a constant that begins with the name of a relocated package would be rewritten in the
        // plugin's jar
        return block() + "." + name();
    }
}
