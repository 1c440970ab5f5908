package io.github.pgsurge.sandbox.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Automatic persisted queries by Apollo's protocol: a request may send a document's SHA-256 instead of the document, once
 * it has been sent with both. The 1,000 that were used last are known. Thread safe.
 */
final class PersistedQueries {
    private static final int MOST = 1_000;
    private static final int LONGEST = 16_384;

    private final BoundedCache<String, String> byHash = new BoundedCache<>(MOST);

    /**
     * The document that the request means.
     *
     * @throws Refusal {@code PERSISTED_QUERY_NOT_FOUND} for an unknown hash, {@code BAD_REQUEST} for one that is not the
     *     document's
     */
    String document(GraphqlRequest request) {
        GraphqlRequest.PersistedQuery persisted = request.persistedQuery();
        if (persisted == null) {
            return request.query();
        }
        if (persisted.version() != 1 || persisted.sha256Hash() == null) {
            throw new Refusal(ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED, "PersistedQueryNotSupported");
        }
        String hash = persisted.sha256Hash().toLowerCase(Locale.ROOT);
        if (request.query() == null) {
            String document = byHash.get(hash);
            if (document == null) {
                throw new Refusal(ErrorCode.PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound");
            }
            return document;
        }
        if (!hash.equals(sha256(request.query()))) {
            throw new Refusal(
                    ErrorCode.BAD_REQUEST, "extensions.persistedQuery.sha256Hash is not the hash of the query");
        }
        return request.query();
    }

    /** Keeps the document of a request that {@link #document} took and that was allowed, when it has a hash. */
    void remember(GraphqlRequest request) {
        if (request.query() != null
                && request.persistedQuery() != null
                && request.query().length() <= LONGEST) {
            byHash.put(request.persistedQuery().sha256Hash().toLowerCase(Locale.ROOT), request.query());
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
