package io.github.pgsurge.pgbouncer.lint;

import java.util.Locale;
import java.util.stream.Stream;

/** Times that get in each other's way, or take away what they are for. All in seconds; 0 is off unless it says otherwise. */
final class Timeouts implements LintRule {
    private static final String WAIT = "query_wait_timeout";
    private static final String QUERY = "query_timeout";
    private static final String RESERVE = "reserve_pool_timeout";
    private static final String IDLE = "server_idle_timeout";
    private static final String LIFETIME = "server_lifetime";

    /**
     * Two times of which the one never acts, because the other is over first.
     *
     * @param spread how many times the other it must be: PgBouncer closes the connections of a pool that are too old over
     *     a server_lifetime, one after the other
     * @param own whether databases or users may have one of the two of their own
     */
    private record Pair(String never, String because, int spread, boolean own, String remedy) {
        boolean holds(Configuration configuration) {
            return isOn(configuration, never)
                    && isOn(configuration, because)
                    && configuration.seconds(never) >= spread * configuration.seconds(because)
                    && !(own && Stream.of(never, because).anyMatch(configuration::isSetOfMembers))
                    && !(never.equals(RESERVE) && !hasReserve(configuration));
        }
    }

    /** Clients that wait are disconnected by whichever of query_timeout and query_wait_timeout is over first. */
    private static final Pair[] PAIRS = {
        new Pair(IDLE, LIFETIME, 2, true, "a server_idle_timeout below server_lifetime"),
        new Pair(RESERVE, WAIT, 1, false, "a reserve_pool_timeout well below query_wait_timeout"),
        new Pair(RESERVE, QUERY, 1, false, "a reserve_pool_timeout well below query_timeout"),
        new Pair(WAIT, QUERY, 1, false, "a query_wait_timeout below query_timeout"),
        new Pair(
                "idle_transaction_timeout",
                "transaction_timeout",
                1,
                true,
                "an idle_transaction_timeout below transaction_timeout")
    };

    @Override
    public void check(Configuration configuration, LintOptions options, LintFindings findings) {
        for (Pair pair : PAIRS) {
            if (pair.holds(configuration)) {
                never(configuration, pair, findings);
            }
        }
        alone(configuration, findings);
        waiting(configuration, findings);
    }

    private static void never(Configuration configuration, Pair pair, LintFindings findings) {
        String message = shown(configuration, pair.never()) + " never acts: " + shown(configuration, pair.because())
                + " is over first";
        if (configuration.isSet(pair.never())) {
            findings.warning(configuration.place(pair.never()), "timeouts", message, pair.remedy());
        } else {
            findings.info(configuration.place(pair.because()), "timeouts", message, pair.remedy());
        }
    }

    private static boolean hasReserve(Configuration configuration) {
        return configuration.number("reserve_pool_size") > 0
                || configuration.members().anyMatch(member -> member.number("reserve_pool_size", "reserve_pool") > 0);
    }

    private static boolean isOn(Configuration configuration, String name) {
        return configuration.seconds(name) > 0;
    }

    private static String shown(Configuration configuration, String name) {
        double seconds = configuration.seconds(name);
        return name + " = "
                + (seconds == Math.rint(seconds)
                        ? Long.toString((long) seconds)
                        : String.format(Locale.ROOT, "%s", seconds));
    }

    private static void alone(Configuration configuration, LintFindings findings) {
        if (!isOn(configuration, LIFETIME)) {
            findings.warning(
                    configuration.place(LIFETIME),
                    "timeouts",
                    "server_lifetime = 0: a server connection is used once and closed, which is no pool",
                    "server_lifetime = 3600");
        }
        if (hasReserve(configuration) && !isOn(configuration, RESERVE)) {
            findings.warning(
                    configuration.place(RESERVE),
                    "timeouts",
                    "reserve_pool_timeout = 0: the reserve pools are never used",
                    "reserve_pool_timeout = 5");
        }
        if (configuration.isSet("client_idle_timeout") && isOn(configuration, "client_idle_timeout")) {
            findings.info(
                    configuration.place("client_idle_timeout"),
                    "timeouts",
                    shown(configuration, "client_idle_timeout")
                            + " closes idle connections of applications' pools, which find out at their next query",
                    "a lifetime in those pools that is shorter, or client_idle_timeout = 0");
        }
    }

    private static void waiting(Configuration configuration, LintFindings findings) {
        if (!isOn(configuration, WAIT) && !isOn(configuration, QUERY)) {
            findings.warning(
                    configuration.place(WAIT),
                    "timeouts",
                    "query_wait_timeout = 0 and query_timeout = 0: clients wait for a server connection for ever",
                    "query_wait_timeout = 120 or less");
        }
        if (configuration.isShared() && !isOn(configuration, "idle_transaction_timeout")) {
            findings.info(
                    configuration.place("idle_transaction_timeout"),
                    "timeouts",
                    "idle_transaction_timeout = 0: a client that stays in a transaction keeps its server connection",
                    "idle_transaction_timeout = 60, or PostgreSQL's own idle_in_transaction_session_timeout");
        }
    }
}
