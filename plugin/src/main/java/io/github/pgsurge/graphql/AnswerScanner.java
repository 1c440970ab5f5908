package io.github.pgsurge.graphql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.StatusLine;

/**
 * Judges an answer while it comes, in memory that does not depend on its size: whether it is one well-formed JSON object
 * with data and without errors, and what the first error says. Not thread safe; made once per client.
 */
final class AnswerScanner implements BodyReader {
    /** Of a body that is no JSON, so much is read in the hope of its end, which saves the connection. */
    private static final int PATIENCE_BYTES = 65_536;

    private static final JsonFactory JSON = Json.streaming();

    private final BodyTap tap = new BodyTap();
    private final Utf8Reader reader = new Utf8Reader(tap);
    private final long mostBytes;
    private BodyCapture capture = BodyCapture.NOTHING;
    private ClassicHttpResponse head;

    AnswerScanner(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Before a request: forgets the last answer. */
    void begin(BodyCapture wanted) {
        capture = wanted;
        head = null;
        tap.forget();
    }

    /** What was kept of the answer's body. */
    byte[] kept(boolean success) {
        return tap.kept(success && !capture.everything() ? 0 : Long.MAX_VALUE);
    }

    /** The answer's status line and headers when its body is of interest; empty when there is none. */
    String head(boolean success) {
        if (head == null || (success && !capture.everything())) {
            return "";
        }
        StringBuilder text = new StringBuilder(String.valueOf(new StatusLine(head)));
        for (Header header : head.getHeaders()) {
            text.append('\n').append(header.getName()).append(": ").append(header.getValue());
        }
        return text.toString();
    }

    @Override
    public boolean read(ClassicHttpResponse response, InputStream body, Reply reply) throws IOException {
        head = response;
        Header location = response.getFirstHeader("location");
        reply.location = location == null ? "" : location.getValue();
        long declared = response.getEntity() == null ? 0 : response.getEntity().getContentLength();
        try {
            tap.open(body, declared, capture.everything() ? mostBytes : capture.failureBytes(), mostBytes);
            reader.restart();
            try (JsonParser parser = JSON.createParser(reader)) {
                return scan(parser, reply);
            }
        } catch (StreamConstraintsException e) {
            // too long to hold, too deep: what was read so far must do
            if (!reply.errors) {
                reply.fail(FailureKind.NOT_JSON, "the answer is beyond what is read: " + Json.problem(e));
            } else if (reply.errorMessage.isEmpty()) {
                reply.errorMessage = "an error too long to read";
            }
            return false;
        } catch (JsonProcessingException | CharacterCodingException e) {
            reply.fail(FailureKind.NOT_JSON, "the answer is not JSON" + kind(response) + ": " + Json.problem(e));
            return tap.drain(PATIENCE_BYTES);
        } catch (BodyTap.TooLarge e) {
            reply.fail(FailureKind.TOO_LARGE, e.getMessage());
            return false;
        }
    }

    private boolean scan(JsonParser parser, Reply reply) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            reply.fail(FailureKind.NOT_JSON, "the answer is empty");
            return true;
        }
        if (first == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if ("errors".equals(name)) {
                    errors(parser, value, reply);
                } else {
                    if ("data".equals(name)) {
                        reply.data = value != JsonToken.VALUE_NULL;
                    }
                    parser.skipChildren();
                }
            }
        } else {
            parser.skipChildren();
        }
        if (parser.nextToken() != null) {
            reply.fail(FailureKind.NOT_JSON, "the answer is not JSON: something follows its end");
        }
        return tap.drain(PATIENCE_BYTES);
    }

    /** No list, or one with anything in it, is an error; the first counts. */
    private static void errors(JsonParser parser, JsonToken value, Reply reply) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        JsonToken first = value == JsonToken.START_ARRAY ? parser.nextToken() : value;
        if (value == JsonToken.START_ARRAY && first == JsonToken.END_ARRAY) {
            return;
        }
        boolean known = reply.errors;
        reply.errors = true;
        if (known || first != JsonToken.START_OBJECT) {
            reply.errorMessage = !known && first.isScalarValue() ? text(parser) : reply.errorMessage;
            parser.skipChildren();
        } else {
            firstError(parser, reply);
        }
        while (value == JsonToken.START_ARRAY && parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
        }
    }

    private static void firstError(JsonParser parser, Reply reply) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if ("message".equals(name) && value.isScalarValue()) {
                reply.errorMessage = text(parser);
            } else if ("extensions".equals(name) && value == JsonToken.START_OBJECT) {
                extensions(parser, reply);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void extensions(JsonParser parser, Reply reply) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if ("code".equals(name) && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                reply.errorCode = text(parser);
            } else if ("classification".equals(name) && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                reply.errorClassification = text(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static String text(JsonParser parser) throws IOException {
        return parser.getText();
    }

    private static String kind(ClassicHttpResponse response) {
        Header type = response.getFirstHeader("content-type");
        Header encoding = response.getFirstHeader("content-encoding");
        return (type == null ? "" : " but " + type.getValue())
                + (encoding == null ? "" : " in content-encoding " + encoding.getValue());
    }
}
