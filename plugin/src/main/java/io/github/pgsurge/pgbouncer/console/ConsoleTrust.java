package io.github.pgsurge.pgbouncer.console;

import io.github.pgsurge.dsn.PemCertificates;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
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
        return context(PemCertificates.trust(Setting.PGBOUNCER_SSL_ROOT_CERT + "=" + file, file));
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
