package io.github.pgsurge.graphql;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * A request of pgsurge's own, a login or the introspection, whose answer is small enough to be held as a tree. Its
 * connection is used by one thread at a time.
 */
final class JsonCall implements AutoCloseable {
    private final HttpConnection connection;
    private final Requests requests;
    private final long mostBytes;

    /** What came back instead of an answer with data; says nothing of what was sent. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean cancelled;
        private final boolean refused;

        private Failed(boolean cancelled, boolean refused, String message) {
            super(message, null, false, false);
            this.cancelled = cancelled;
            this.refused = refused;
        }

        /** An answer that does not hold what it should. */
        static Failed because(String message) {
            return new Failed(false, false, message);
        }

        /** The same with another message. */
        Failed saying(String message) {
            return new Failed(cancelled, refused, message);
        }

        boolean isCancelled() {
            return cancelled;
        }

        /** Whether it was the GraphQL server that said no. */
        boolean isRefused() {
            return refused;
        }
    }

    JsonCall(HttpConnection connection, Requests requests, long mostBytes) {
        this.connection = connection;
        this.requests = requests;
        this.mostBytes = mostBytes;
    }

    /**
     * The whole answer, which has data and no errors.
     *
     * @param token null for none
     */
    Map<?, ?> post(GraphqlOperation operation, String variables, Token token, Cancellation caller) throws Failed {
        Reply reply = new Reply();
        Tree tree = new Tree();
        EncodedRequest request = requests.post(List.of(), token)
                .with(operation.opening(GraphqlOperation.Form.PLAIN), Variables.of(variables));
        connection.exchange(request, false, tree, reply, caller);
        if (reply.isRight()) {
            return tree.answer;
        }
        boolean said = reply.failure == null && reply.isStatusRight();
        String message = reply.message() + (said ? " (" + reply.code() + ")" : "");
        throw new Failed(
                reply.failure == FailureKind.CANCELLED,
                reply.errors,
                token == null ? message : message.replace(token.secret().reveal(), "****"));
    }

    @Override
    public void close() {
        connection.close();
    }

    private final class Tree implements BodyReader {
        private Map<?, ?> answer = Map.of();

        @Override
        public boolean read(ClassicHttpResponse response, InputStream body, Reply reply) throws IOException {
            BodyTap tap = new BodyTap();
            try {
                tap.open(body, 0, 0, mostBytes);
                if (Json.tree(tap) instanceof Map<?, ?> map) {
                    answer = map;
                    judge(reply);
                }
                return tap.drain(1);
            } catch (JsonProcessingException | CharacterCodingException e) {
                reply.fail(FailureKind.NOT_JSON, "the answer is not JSON: " + Json.problem(e));
            } catch (BodyTap.TooLarge e) {
                reply.fail(FailureKind.TOO_LARGE, e.getMessage());
            }
            return false;
        }

        private void judge(Reply reply) {
            reply.data = answer.get("data") != null;
            if (answer.get("errors") instanceof List<?> errors && !errors.isEmpty()) {
                reply.errors = true;
                if (errors.get(0) instanceof Map<?, ?> first) {
                    reply.errorMessage = text(first.get("message"));
                    if (first.get("extensions") instanceof Map<?, ?> extensions) {
                        reply.errorCode = text(extensions.get("code"));
                        reply.errorClassification = text(extensions.get("classification"));
                    }
                }
            }
        }

        private static String text(Object value) {
            return value == null || value instanceof Map || value instanceof List ? "" : value.toString();
        }
    }
}
