package io.github.pgsurge.graphql;

import io.github.pgsurge.graphql.GraphqlOperation.Form;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One virtual user's connection to an endpoint. For one thread at a time; {@link #cancel()} and {@link #close()} from
 * any.
 */
public final class GraphqlClient implements AutoCloseable {
    private final HttpConnection connection;
    private final Requests requests;
    private final Tokens tokens;
    private final EndpointMetrics metrics;
    private final AnswerScanner scanner;
    private final Consumer<GraphqlClient> onClose;
    private final Cancellation cancellation = new Cancellation();
    /** Of the last request, null before the first. */
    private RequestHead head;

    GraphqlClient(
            HttpConnection connection,
            Requests requests,
            Tokens tokens,
            EndpointMetrics metrics,
            long mostBytes,
            Consumer<GraphqlClient> onClose) {
        this.connection = connection;
        this.requests = requests;
        this.tokens = tokens;
        this.metrics = metrics;
        this.onClose = onClose;
        scanner = new AnswerScanner(mostBytes);
    }

    /**
     * Sends an operation and judges its answer. Never throws for what the network, the server or the variables do.
     *
     * @param variablesJson a JSON object, sent as it is; blank is an empty one
     * @param headers of the caller, which stand instead of pgsurge's own of the same names; {@code Host}, {@code
     *     Content-Length}, {@code Transfer-Encoding}, {@code Expect}, {@code Upgrade}, {@code TE} and {@code
     *     Accept-Encoding} are ignored
     */
    public GraphqlAnswer execute(
            GraphqlOperation operation,
            String variablesJson,
            List<Map.Entry<String, String>> headers,
            BodyCapture capture) {
        scanner.begin(capture);
        Variables variables = Variables.of(variablesJson);
        if (variables.bytes() == null) {
            Reply unsent = new Reply();
            unsent.fail(FailureKind.VARIABLES, variables.problem());
            return answer(unsent, "", 0, 0, 0);
        }
        cancellation.begin();
        Sample sample = new Sample(operation, variables, headers, capture);
        sample.run();
        if (cancellation.end()) {
            sample.reply.failure = FailureKind.CANCELLED;
            sample.reply.problem = "cancelled";
        }
        return sample.judged();
    }

    private GraphqlAnswer answer(
            Reply reply, String secret, long tokenWaitNanos, long serviceNanos, long firstByteNanos) {
        boolean success = reply.isRight();
        String message = success ? "OK" : reply.message();
        return new GraphqlAnswer(
                success,
                success ? "200" : reply.code(),
                secret.isEmpty() ? message : message.replace(secret, "****"),
                reply.status,
                tokenWaitNanos,
                serviceNanos,
                firstByteNanos,
                reply.connectNanos,
                reply.sentBytes,
                reply.receivedBytes,
                scanner.head(success),
                scanner.kept(success));
    }

    /** Gives up the request under way, which then fails as {@code CANCELLED}; false when there is none. */
    public boolean cancel() {
        return cancellation.cancel();
    }

    /** Gives up the request under way and closes the connection; further requests fail as {@code CANCELLED}. */
    @Override
    public void close() {
        cancellation.close();
        connection.close();
        onClose.accept(this);
    }

    /** One call of {@link #execute}: what is sent, and what it took. */
    private final class Sample {
        private final GraphqlOperation operation;
        private final Variables variables;
        private final List<Map.Entry<String, String>> headers;
        private final BodyCapture capture;
        private final long start = System.nanoTime();
        private Token token;
        private Reply reply = new Reply();
        private boolean renewed;
        private long tokenWaitNanos;

        private Sample(
                GraphqlOperation operation,
                Variables variables,
                List<Map.Entry<String, String>> headers,
                BodyCapture capture) {
            this.operation = operation;
            this.variables = variables;
            this.headers = headers;
            this.capture = capture;
        }

        private void run() {
            try {
                if (!Requests.hasAuthorization(headers)) {
                    long asked = System.nanoTime();
                    try {
                        token = tokens.current(cancellation);
                    } finally {
                        tokenWaitNanos += System.nanoTime() - asked;
                    }
                }
                if (operation.persisted()) {
                    sendHashFirst();
                } else {
                    send(Form.PLAIN);
                }
            } catch (Tokens.NoToken e) {
                reply.failure = e.kind();
                reply.problem = e.getMessage();
            }
        }

        private void sendHashFirst() throws Tokens.NoToken {
            send(Form.HASH_ONLY);
            if (reply.isPersistedQueryUnknown()) {
                metrics.persistedMisses.increment();
                send(Form.HASH_AND_DOCUMENT);
            } else if (reply.failure == null && reply.isStatusRight()) {
                metrics.persistedHits.increment();
            }
        }

        /** Sends once, and once more with another token when the first one is refused. */
        private void send(Form form) throws Tokens.NoToken {
            exchange(form);
            if (reply.status == 401 && reply.failure == null && token != null && !renewed) {
                renewed = true;
                long asked = System.nanoTime();
                Token other;
                try {
                    other = tokens.insteadOf(token, cancellation);
                } finally {
                    tokenWaitNanos += System.nanoTime() - asked;
                }
                if (other != null) {
                    token = other;
                    exchange(form);
                }
            }
        }

        private void exchange(Form form) {
            Reply next = new Reply();
            next.sentBytes = reply.sentBytes;
            next.receivedBytes = reply.receivedBytes;
            next.connectNanos = reply.connectNanos;
            reply = next;
            scanner.begin(capture);
            connection.exchange(
                    head().with(operation.opening(form), variables),
                    operation.isRepeatable(),
                    scanner,
                    reply,
                    cancellation);
        }

        private RequestHead head() {
            if (head == null || !head.isOf(headers, token)) {
                head = requests.post(headers, token);
            }
            return head;
        }

        private GraphqlAnswer judged() {
            long service = System.nanoTime() - start - tokenWaitNanos;
            Duration most = operation.maxLatency().orElse(null);
            if (most != null && reply.isRight() && service > most.toNanos()) {
                reply.fail(
                        FailureKind.LATENCY,
                        "took " + service / 1_000_000 + " ms, more than the " + most.toMillis() + " ms allowed");
            }
            long firstByte = reply.firstByteAt == 0 ? 0 : reply.firstByteAt - start - tokenWaitNanos;
            return answer(reply, token == null ? "" : token.secret().reveal(), tokenWaitNanos, service, firstByte);
        }
    }
}
