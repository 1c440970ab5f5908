package io.github.pgsurge.graphql;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.ReadableFile;
import io.github.pgsurge.settings.Setting;
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
            throw Rejection.usage(Setting.HTTP_SSL_CERT + " and " + Setting.HTTP_SSL_KEY + " belong together, and "
                    + (key.isBlank() ? Setting.HTTP_SSL_KEY : Setting.HTTP_SSL_CERT) + " is not set");
        }
        return new TlsFiles(
                ReadableFile.of(Setting.HTTP_SSL_ROOT_CERT, ca),
                ReadableFile.of(Setting.HTTP_SSL_CERT, certificate),
                ReadableFile.of(Setting.HTTP_SSL_KEY, key));
    }

    /** Whether none is set. */
    public boolean isEmpty() {
        return equals(NONE);
    }
}
