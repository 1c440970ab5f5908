package io.github.pgsurge.graphql;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** Reads the body of an answer. */
@FunctionalInterface
interface BodyReader {
    /**
     * Reads it and notes what it says.
     *
     * @param body empty when the answer has none
     * @return whether it was read to its end, so that the connection can be used again
     * @throws IOException when the connection breaks
     */
    boolean read(ClassicHttpResponse response, InputStream body, Reply reply) throws IOException;
}
