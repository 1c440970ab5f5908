package io.github.pgsurge.graphql;

import io.github.pgsurge.dsn.PemCertificates;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Makes a TLS context of PEM files. */
final class Trust {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END");
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");
    private static final char[] NO_PASS_PHRASE = {};

    private Trust() {}

    /** @throws Rejection naming the file that does not hold what it should */
    static SSLContext context(TlsFiles files) throws Rejection {
        TrustManager[] trust = null;
        KeyManager[] keys = null;
        if (files.ca().isPresent()) {
            trust = PemCertificates.trust(
                    named(Setting.HTTP_SSL_ROOT_CERT, files.ca().get()),
                    files.ca().get());
        }
        if (files.certificate().isPresent()) {
            keys = keys(files.certificate().get(), files.key().orElseThrow());
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    private static KeyManager[] keys(Path certificateFile, Path keyFile) throws Rejection {
        List<Certificate> chain = PemCertificates.read(named(Setting.HTTP_SSL_CERT, certificateFile), certificateFile);
        PrivateKey key = key(keyFile);
        if (!belongTogether(key, chain.get(0))) {
            throw misfit(keyFile, "is not the key of " + certificateFile, null);
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", key, NO_PASS_PHRASE, chain.toArray(new Certificate[0]));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASS_PHRASE);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw misfit(keyFile, "does not do as one: " + e.getMessage(), e);
        }
    }

    /** The JDK would find out in the handshake only, and not say it. */
    private static boolean belongTogether(PrivateKey key, Certificate certificate) {
        try {
            Signature signature = Signature.getInstance(SIGNATURES.get(key.getAlgorithm()));
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static PrivateKey key(Path file) throws Rejection {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw misfit(file, "can't be read", e);
        }
        Matcher pem = KEY.matcher(text);
        String mend = "; expected BEGIN PRIVATE KEY, which openssl pkcs8 -topk8 -nocrypt makes";
        if (!pem.find()) {
            throw misfit(file, "holds no private key in PEM that is readable without a pass phrase" + mend, null);
        } else if (!pem.group(1).isEmpty()) {
            throw misfit(file, "begins with BEGIN " + pem.group(1) + "PRIVATE KEY" + mend, null);
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
        for (String algorithm : SIGNATURES.keySet()) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                // a key of another kind
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has " + algorithm, e);
            }
        }
        throw misfit(file, "is neither an RSA nor an EC key" + mend, null);
    }

    private static Rejection misfit(Path keyFile, String problem, Exception cause) {
        return Rejection.usage(named(Setting.HTTP_SSL_KEY, keyFile) + " " + problem, cause);
    }

    private static String named(Setting setting, Path file) {
        return setting + "=" + file;
    }
}
