package io.github.pgsurge.graphql;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** One operation as it is sent again and again, with the constant parts of its request made once. Immutable. */
public final class GraphqlOperation {
    private static final Pattern MUTATION = Pattern.compile("\\bmutation\\b");

    private final String label;
    private final String document;
    private final String operationName;
    private final boolean persisted;
    private final Optional<Duration> maxLatency;
    private final boolean repeatable;
    private final byte[] plain;
    private final byte[] hashOnly;
    private final byte[] hashAndDocument;

    /**
     * An operation.
     *
     * @param label what results call it
     * @param operationName which of the document's operations; empty when it has only one
     * @param persisted send the document's hash first, and the document only when the server asks for it
     * @param maxLatency an answer that takes longer has failed
     */
    public GraphqlOperation(
            String label, String document, String operationName, boolean persisted, Optional<Duration> maxLatency) {
        this.label = label;
        this.document = document;
        this.operationName = operationName;
        this.persisted = persisted;
        this.maxLatency = maxLatency;
        repeatable = !MUTATION.matcher(document).find();
        String query = "\"query\":" + quoted(document) + ",";
        String name = operationName.isEmpty() ? "" : "\"operationName\":" + quoted(operationName) + ",";
        String hash = "\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"" + sha256() + "\"}},";
        plain = opening(query + name);
        hashOnly = opening(name + hash);
        hashAndDocument = opening(query + name + hash);
    }

    public String label() {
        return label;
    }

    public String document() {
        return document;
    }

    /** Empty when the document has one operation only. */
    public String operationName() {
        return operationName;
    }

    public boolean persisted() {
        return persisted;
    }

    public Optional<Duration> maxLatency() {
        return maxLatency;
    }

    /** Whether sending it twice does what sending it once does: nothing in its document may be a mutation. */
    boolean isRepeatable() {
        return repeatable;
    }

    /** The document's SHA-256 in lower-case hexadecimal digits, by which servers know it. */
    public String sha256() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The request's body with the document in it, for people to read. */
    public String body(String variablesJson) {
        return new String(opening(Form.PLAIN), StandardCharsets.UTF_8)
                + (variablesJson.isBlank() ? "{}" : variablesJson) + "}";
    }

    /** The body up to the variables; they and a closing brace end it. */
    byte[] opening(Form form) {
        return switch (form) {
            case PLAIN -> plain;
            case HASH_ONLY -> hashOnly;
            case HASH_AND_DOCUMENT -> hashAndDocument;
        };
    }

    private static byte[] opening(String fields) {
        return ("{" + fields + "\"variables\":").getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }

    /** The label. */
    @Override
    public String toString() {
        return label;
    }

    /** What stands in a request's body. */
    enum Form {
        PLAIN,
        HASH_ONLY,
        HASH_AND_DOCUMENT
    }
}
