package io.github.pgsurge.graphql;

import java.nio.file.Path;

/** What the documents of a plan are checked against. */
public sealed interface SchemaSource {
    /** The schema the endpoint itself tells. */
    record Introspection() implements SchemaSource {}

    /**
     * A file in the schema definition language.
     *
     * @param path of the file
     */
    record SdlFile(Path path) implements SchemaSource {}

    /** Nothing: they are not checked. */
    record Unchecked() implements SchemaSource {}
}
