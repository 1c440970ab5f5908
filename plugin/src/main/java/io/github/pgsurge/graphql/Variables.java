package io.github.pgsurge.graphql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Variables as they stand in a request's body; or what is wrong with them.
 *
 * @param bytes null when something is wrong
 * @param problem empty when nothing is
 */
@SuppressWarnings("ArrayRecordComponent") // on its way into a request, seen by nobody else
record Variables(byte[] bytes, String problem) {
    private static final JsonFactory JSON = Json.streaming();
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    /** What follows them and ends the body. */
    static final byte[] END = "}".getBytes(StandardCharsets.UTF_8);

    /** Takes a JSON object as it is; blank text is an empty one. */
    static Variables of(String json) {
        if (json.isBlank()) {
            return new Variables(EMPTY, "");
        }
        String problem = SimpleJson.isObject(json) ? "" : problem(json);
        return problem.isEmpty()
                ? new Variables(json.getBytes(StandardCharsets.UTF_8), "")
                : new Variables(null, "the variables were not sent: " + problem);
    }

    /** What is wrong with it as a JSON object; empty when nothing is. */
    private static String problem(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "they are no JSON object";
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                return "something follows the JSON object (line "
                        + parser.currentTokenLocation().getLineNr() + ", column "
                        + parser.currentTokenLocation().getColumnNr() + ")";
            }
        } catch (JsonProcessingException e) {
            return Json.problem(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "";
    }
}
