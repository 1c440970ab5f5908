package io.github.pgsurge.pgbouncer;

import io.github.pgsurge.verdict.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes the TLS contexts of consoles. Stateless. */
final class ConsoleTrust {
    private ConsoleTrust() {}

    /**
     * Trusts whom these certificates signed.
     *
     * @throws Rejection when the file is no PEM file of certificates
     */
    static SSLContext of(Path file) throws Rejection {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw misfit(file, "holds no certificate", null);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate certificate : found) {
                store.setCertificateEntry("ca" + store.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return context(factory.getTrustManagers());
        } catch (GeneralSecurityException e) {
            throw misfit(file, "is no PEM file of certificates", e);
        } catch (IOException e) {
            throw misfit(file, "can't be read", e);
        }
    }

    private static Rejection misfit(Path file, String problem, Exception cause) {
        return Rejection.usage(
                "PGBOUNCER_SSL_ROOT_CERT=" + file + " " + problem + "; give a PEM file of CA certificates", cause);
    }

    /** Trusts whom the JDK trusts. */
    static SSLContext ofTheJdk() {
        return context(null);
    }

    /** Encrypts, and does not ask who is there, as libpq's {@code require} without a root certificate. */
    static SSLContext ofAnyone() {
        return context(new TrustManager[] {new Anyone()});
    }

    private static SSLContext context(TrustManager[] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("consoles are asked, never served");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
            checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            checkClientTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // the mode asks for no proof
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            // the mode asks for no proof
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            // the mode asks for no proof
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
