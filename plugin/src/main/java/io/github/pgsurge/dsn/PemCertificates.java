package io.github.pgsurge.dsn;

import io.github.pgsurge.outcome.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates in PEM files. Stateless. */
public final class PemCertificates {
    private PemCertificates() {}

    /**
     * All of a file, one at least.
     *
     * @param named the file as its user knows it, such as {@code HTTP_SSL_ROOT_CERT=ca.pem}: begins the message
     * @throws Rejection when it holds none
     */
    public static List<Certificate> read(String named, Path file) throws Rejection {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw Rejection.usage(named + " holds no certificate; PEM is expected");
            }
            return List.copyOf(found);
        } catch (GeneralSecurityException e) {
            throw Rejection.usage(named + " is no PEM file of certificates", e);
        } catch (IOException e) {
            throw Rejection.usage(named + " can't be read", e);
        }
    }

    /**
     * Trusts whom the certificates of a file have signed.
     *
     * @throws Rejection as {@link #read}
     */
    public static TrustManager[] trust(String named, Path file) throws Rejection {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate certificate : read(named, file)) {
                store.setCertificateEntry("ca" + store.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw Rejection.usage(named + " does not do as a CA file: " + e.getMessage(), e);
        }
    }
}
