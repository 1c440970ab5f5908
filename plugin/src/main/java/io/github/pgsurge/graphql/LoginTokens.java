package io.github.pgsurge.graphql;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.metrics.ResourceLock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The token of a login, renewed before it expires and when it is refused: by one caller, while the others wait. Thread
 * safe.
 *
 * <p>A renewal that fails is tried again by a later caller, at most once a second; until then callers get the reason, or
 * the old token while that is still good.
 */
final class LoginTokens implements Tokens {
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LOOK_MS = 50;

    private final TokenSource.Login source;
    private final JsonCall call;
    private final GraphqlOperation operation;
    private final InstantSource clock;
    private final EndpointMetrics metrics;

    private final ResourceLock renewing = new ResourceLock();
    private volatile Token token;
    private Optional<String> failure = Optional.empty();
    private long failedAt;
    private boolean everRefused;
    private long refusedAt;

    LoginTokens(TokenSource.Login source, JsonCall call, InstantSource clock, EndpointMetrics metrics) {
        this.source = source;
        this.call = call;
        this.clock = clock;
        this.metrics = metrics;
        operation = new GraphqlOperation("login", source.document(), "", false, Optional.empty());
    }

    @Override
    public Token current(Cancellation caller) throws NoToken {
        Token known = token;
        if (isGood(known)) {
            return known;
        }
        try (ResourceLock ignored = enter(caller)) {
            known = token;
            if (isGood(known)) {
                return known;
            }
            boolean usable = known != null && !known.isExpired(clock.instant());
            try {
                return renew(caller);
            } catch (NoToken e) {
                if (usable && e.kind() == FailureKind.AUTH) {
                    return known;
                }
                throw e;
            }
        }
    }

    /** Null when the token that took the place of one refused is refused itself within a second. */
    @Override
    public Token insteadOf(Token refused, Cancellation caller) throws NoToken {
        try (ResourceLock ignored = enter(caller)) {
            if (!token.secret().equals(refused.secret())) {
                return token;
            }
            long now = System.nanoTime();
            if (everRefused && now - refusedAt < PAUSE_NANOS) {
                return null;
            }
            everRefused = true;
            refusedAt = now;
            return renew(caller);
        }
    }

    private boolean isGood(Token known) {
        return known != null && clock.millis() < known.renewAt();
    }

    private ResourceLock enter(Cancellation caller) throws NoToken {
        try {
            while (!renewing.tryLock(LOOK_MS, TimeUnit.MILLISECONDS)) {
                if (caller.isCancelled()) {
                    throw new NoToken(true, "cancelled while waiting for a token");
                }
            }
            return renewing;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoToken(true, "interrupted while waiting for a token");
        }
    }

    private Token renew(Cancellation caller) throws NoToken {
        if (failure.isPresent() && System.nanoTime() - failedAt < PAUSE_NANOS) {
            throw new NoToken(false, failure.get());
        }
        boolean first = token == null;
        metrics.logins.increment();
        try {
            Token fresh = login(caller);
            failure = Optional.empty();
            token = fresh;
            if (!first) {
                metrics.refreshes.increment();
            }
            return fresh;
        } catch (JsonCall.Failed e) {
            metrics.failedLogins.increment();
            if (!e.isCancelled()) {
                failure = Optional.of(e.getMessage());
                failedAt = System.nanoTime();
            }
            throw new NoToken(e.isCancelled(), e.getMessage());
        }
    }

    private Token login(Cancellation caller) throws JsonCall.Failed {
        Map<?, ?> answer;
        try {
            answer = call.post(operation, variables(), null, caller);
        } catch (JsonCall.Failed e) {
            throw e.saying("the login of " + source.user() + " failed: " + withoutPassword(e.getMessage()));
        }
        Object found = answer;
        for (String name : source.tokenPath().split("\\.", -1)) {
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        if (!(found instanceof String text && text.matches("[\\x21-\\x7e]+"))) {
            throw JsonCall.Failed.because("the login's answer has no token at " + source.tokenPath());
        }
        Instant now = clock.instant();
        Token fresh = Token.received(Secret.of(text), now);
        if (fresh.isExpired(now)) {
            throw JsonCall.Failed.because("the login gave a token that expired at "
                    + fresh.expires().orElseThrow() + "; here it is " + now + ": compare the clocks");
        }
        return fresh;
    }

    private String withoutPassword(String message) {
        return source.password().isEmpty()
                ? message
                : message.replace(source.password().reveal(), "****");
    }

    private String variables() {
        return "{\"username\":" + quoted(source.user()) + ",\"password\":"
                + quoted(source.password().reveal()) + "}";
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }

    @Override
    public void close() {
        call.close();
    }
}
