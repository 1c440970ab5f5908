package io.github.pgsurge.graphql;

import io.github.pgsurge.outcome.Rejection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * PEM files for TLS, each empty where the JDK's own trust or no client certificate will do.
 *
 * @param ca certificates to trust instead of the JDK's
 * @param certificate the client's certificate, with its chain behind it
 * @param key its private key, PKCS#8 without a pass phrase, RSA or EC
 */
public record TlsFiles(Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {
    /** The JDK's trust store, no client certificate. */
    public static final TlsFiles NONE = new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Of three paths, blank where there is none.
     *
     * @throws Rejection when a file can't be read, or only one of certificate and key is given
     */
    public static TlsFiles of(String ca, String certificate, String key) throws Rejection {
        if (certificate.isBlank() != key.isBlank()) {
            throw Rejection.usage(
                    "TLS of the GraphQL endpoint: a client certificate and its key belong together, and the "
                            + (key.isBlank() ? "key" : "certificate") + " is not set");
        }
        return new TlsFiles(
                readable("CA file", ca), readable("client certificate", certificate), readable("client key", key));
    }

    /** Whether none is set. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    private static Optional<Path> readable(String what, String path) throws Rejection {
        if (path.isBlank()) {
            return Optional.empty();
        }
        Path file = Path.of(path.strip());
        if (!Files.isReadable(file)) {
            throw Rejection.usage("the " + what + " of the GraphQL endpoint, " + path
                    + ": there is no such file, or it can't be read");
        }
        return Optional.of(file);
    }
}
