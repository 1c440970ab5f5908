package io.github.pgsurge.sandbox.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.UUID;

/**
 * Issues and verifies the gateway's JWTs: HS256, with claims {@code sub}, {@code iat} and {@code exp}. A token is valid
 * until the second of its {@code exp}; no leeway. A signature is checked
 * once: the 1,000 valid tokens that were used last are known. Thread safe.
 */
final class TokenIssuer {
    private static final String SCHEME = "Bearer ";
    private static final int MOST_KNOWN = 1_000;
    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.HS256);

    private final MACSigner signer;
    private final MACVerifier verifier;
    private final Duration lifetime;
    private final BoundedCache<String, Verified> known = new BoundedCache<>(MOST_KNOWN);

    /** @param secret at least 32 bytes as UTF-8 */
    TokenIssuer(String secret, Duration lifetime) {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        try {
            this.signer = new MACSigner(key);
            this.verifier = new MACVerifier(key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the token secret is no key for HS256", e);
        }
        this.lifetime = lifetime;
    }

    String issue(String subject) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build();
        SignedJWT token = new SignedJWT(HEADER, claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("could not sign a token", e);
        }
        return token.serialize();
    }

    /**
     * The account that the token names.
     *
     * @param authorization the HTTP header, null when there is none
     * @throws Refusal {@code UNAUTHENTICATED}, when there is no token, or it is not valid
     */
    UUID verify(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw refused("no token: send the header Authorization: Bearer <token> with the token of login");
        }
        String token = authorization.substring(SCHEME.length());
        Verified verified = known.get(token);
        if (verified == null) {
            verified = verifySignature(token);
            known.put(token, verified);
        }
        if (System.currentTimeMillis() >= verified.expiryMs()) {
            throw refused("the token expired at " + Instant.ofEpochMilli(verified.expiryMs()));
        }
        return verified.account();
    }

    private Verified verifySignature(String text) {
        try {
            SignedJWT token = SignedJWT.parse(text);
            if (!JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm()) || !token.verify(verifier)) {
                throw refused("the token's signature is not valid");
            }
            JWTClaimsSet claims = token.getJWTClaimsSet();
            if (claims.getExpirationTime() == null || claims.getSubject() == null) {
                throw refused("the token lacks exp or sub");
            }
            return new Verified(
                    UUID.fromString(claims.getSubject()),
                    claims.getExpirationTime().toInstant().toEpochMilli());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw refused("the token is not a JWT of this gateway");
        }
    }

    private record Verified(UUID account, long expiryMs) {}

    private static Refusal refused(String message) {
        return new Refusal(ErrorCode.UNAUTHENTICATED, message);
    }
}
