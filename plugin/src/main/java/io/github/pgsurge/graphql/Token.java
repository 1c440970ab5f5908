package io.github.pgsurge.graphql;

import io.github.pgsurge.dsn.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * A bearer token and when to renew it. Its header shows it, so nothing but a request may have that.
 *
 * @param expires empty when that is not known
 * @param renewAt milliseconds since 1970 from which on it is renewed
 */
record Token(Secret secret, Optional<Instant> expires, long renewAt, Header header) {
    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(30);
    private static final Duration SHORTEST_MARGIN = Duration.ofSeconds(1);

    /** A token that came just now. */
    static Token received(Secret secret, Instant now) {
        Optional<Instant> expires = Jwt.read(secret.reveal()).flatMap(Jwt::expires);
        long renewAt = expires.map(
                        end -> end.minus(margin(Duration.between(now, end))).toEpochMilli())
                .orElse(Long.MAX_VALUE);
        return new Token(secret, expires, renewAt, new BasicHeader("Authorization", "Bearer " + secret.reveal(), true));
    }

    /** A tenth of its life, from 1 s to 30 s, but no more than half of it. */
    private static Duration margin(Duration life) {
        Duration tenth = life.dividedBy(10);
        Duration margin = tenth.compareTo(LONGEST_MARGIN) > 0 ? LONGEST_MARGIN : tenth;
        margin = margin.compareTo(SHORTEST_MARGIN) < 0 ? SHORTEST_MARGIN : margin;
        Duration half = life.dividedBy(2);
        return margin.compareTo(half) > 0 ? half : margin;
    }

    boolean isExpired(Instant now) {
        return expires.isPresent() && !now.isBefore(expires.get());
    }

    @Override
    public String toString() {
        return "token expiring at " + expires.map(Instant::toString).orElse("a time not known");
    }
}
