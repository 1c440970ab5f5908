package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.graphql.GraphqlOperation;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.jmeter.testelement.TestElement;

/**
 * What an operation is made of, as the fields of a GraphQL Request say.
 *
 * @param label what results call it
 * @param document its text
 * @param operationName which of the document's operations; empty when it has only one
 * @param persisted whether it is sent by its hash
 * @param limit an answer that takes longer has failed; zero: none has
 */
record RequestedOperation(String label, String document, String operationName, boolean persisted, Duration limit) {
    static final String DOCUMENT = "document";
    static final String DOCUMENT_FILE = "document.file";
    static final String OPERATION_NAME = "operation.name";

    /**
     * Reads an element's fields.
     *
     * @param folder what the document's file is relative to
     * @throws Rejection when a field does not parse, there is no document or two, or its file cannot be read
     */
    static RequestedOperation of(TestElement element, ElementSettings values, Path folder) throws Rejection {
        String document = element.getPropertyAsString(DOCUMENT).strip();
        String file = element.getPropertyAsString(DOCUMENT_FILE).strip();
        if (document.isEmpty() == file.isEmpty()) {
            throw Rejection.usage(element.getName() + ": give a document, or a file that holds it, and not both");
        }
        Duration limit = values.duration(Setting.GRAPHQL_MAX_LATENCY);
        return new RequestedOperation(
                element.getName(),
                document.isEmpty() ? read(element.getName(), folder.resolve(file)) : document,
                element.getPropertyAsString(OPERATION_NAME).strip(),
                values.flag(Setting.GRAPHQL_PERSISTED),
                limit);
    }

    private static String read(String label, Path file) throws Rejection {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw Rejection.usage(label + ": the document's file " + file + " cannot be read", unreadable);
        }
    }

    /** The operation, one for all threads of the run: there may be thousands. */
    GraphqlOperation in(EngineRun run) {
        return run.shared(
                this,
                GraphqlOperation.class,
                () -> new GraphqlOperation(
                        label,
                        document,
                        operationName,
                        persisted,
                        limit.isZero() ? Optional.empty() : Optional.of(limit)));
    }
}
