package io.github.pgsurge.graphql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What a client may read in a JSON Web Token (RFC 7519) that it can't verify.
 *
 * @param expires the {@code exp} claim; empty when it has none
 */
record Jwt(Optional<Instant> expires) {
    /** Empty when the text is not three base64url parts of which the first two are JSON objects. */
    static Optional<Jwt> read(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3 || claims(parts[0]).isEmpty() || !parts[2].matches("[A-Za-z0-9_-]*")) {
            return Optional.empty();
        }
        return claims(parts[1]).map(claims -> new Jwt(instant(claims.get("exp"))));
    }

    private static Optional<Map<?, ?>> claims(String part) {
        try {
            Object json =
                    Json.tree(new ByteArrayInputStream(Base64.getUrlDecoder().decode(part)));
            return json instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }

    /** Seconds since 1970, perhaps with a fraction. */
    private static Optional<Instant> instant(Object seconds) {
        return seconds instanceof Number number
                ? Optional.of(Instant.ofEpochMilli((long) (number.doubleValue() * 1_000)))
                : Optional.empty();
    }
}
