package io.github.pgsurge.graphql;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;

/** Tokens as a login server makes them, and a clock that only tests move. */
final class GivenToken {
    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private GivenToken() {}

    /** Unsigned, since nobody on this side looks at the signature. */
    static String jwt(String payload) {
        return base64("{\"alg\":\"HS256\"}") + "." + base64(payload) + ".c2lnbmF0dXJl";
    }

    static String expiring(Instant end, int number) {
        return jwt("{\"sub\":\"u" + number + "\",\"exp\":" + end.getEpochSecond() + "}");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static final class Clock implements InstantSource {
        private final AtomicReference<Instant> now = new AtomicReference<>(START);

        @Override
        public Instant instant() {
            return now.get();
        }

        void advanceMillis(long millis) {
            now.updateAndGet(instant -> instant.plusMillis(millis));
        }
    }
}
