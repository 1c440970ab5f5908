package io.github.pgsurge.pgbouncer.lint;

import java.util.Locale;

/** Times that get in each other's way, or take away what they are for. All in seconds; 0 is off unless it says otherwise. */
final class Timeouts implements Rule {
    private static final String WAIT = "query_wait_timeout";
    private static final String RESERVE = "reserve_pool_timeout";

    /** Two times of which the one never acts, because the other is over first. */
    private record Pair(String never, String because, String remedy) {}

    private static final Pair[] PAIRS = {
        new Pair("server_idle_timeout", "server_lifetime", "a server_idle_timeout below server_lifetime"),
        new Pair(RESERVE, WAIT, "a reserve_pool_timeout well below query_wait_timeout"),
        new Pair("server_connect_timeout", WAIT, "a server_connect_timeout below query_wait_timeout"),
        new Pair("query_timeout", "transaction_timeout", "a query_timeout below transaction_timeout"),
        new Pair(
                "idle_transaction_timeout",
                "transaction_timeout",
                "an idle_transaction_timeout below transaction_timeout")
    };

    @Override
    public void check(Configuration configuration, LintOptions options, Findings findings) {
        for (Pair pair : PAIRS) {
            boolean reserve = pair.never().equals(RESERVE);
            if (reserve && configuration.number("reserve_pool_size") == 0) {
                continue;
            }
            if (isOn(configuration, pair.never())
                    && isOn(configuration, pair.because())
                    && configuration.seconds(pair.never()) >= configuration.seconds(pair.because())) {
                findings.warning(
                        nearer(configuration, pair),
                        "timeouts",
                        shown(configuration, pair.never()) + " never acts: " + shown(configuration, pair.because())
                                + " is over first",
                        pair.remedy());
            }
        }
        alone(configuration, findings);
        waiting(configuration, findings);
    }

    private static boolean isOn(Configuration configuration, String name) {
        return configuration.seconds(name) > 0;
    }

    private static Place nearer(Configuration configuration, Pair pair) {
        return configuration.place(configuration.isSet(pair.never()) ? pair.never() : pair.because());
    }

    private static String shown(Configuration configuration, String name) {
        double seconds = configuration.seconds(name);
        return name + " = "
                + (seconds == Math.rint(seconds)
                        ? Long.toString((long) seconds)
                        : String.format(Locale.ROOT, "%s", seconds));
    }

    private static void alone(Configuration configuration, Findings findings) {
        if (!isOn(configuration, "server_lifetime")) {
            findings.warning(
                    configuration.place("server_lifetime"),
                    "timeouts",
                    "server_lifetime = 0: a server connection is used once and closed, which is no pool",
                    "server_lifetime = 3600");
        }
        boolean shared = configuration.number("max_db_connections") > 0
                || configuration.number("max_user_connections") > 0
                || configuration.databases().stream().anyMatch(database -> database.number("max_db_connections") > 0);
        if (shared && !isOn(configuration, "server_idle_timeout")) {
            findings.warning(
                    configuration.place("server_idle_timeout"),
                    "timeouts",
                    "server_idle_timeout = 0 with a limit on connections of a database or user: a pool that has taken"
                            + " them never gives them back to another",
                    "server_idle_timeout = 60");
        }
        if (configuration.number("reserve_pool_size") > 0 && !isOn(configuration, RESERVE)) {
            findings.warning(
                    configuration.place(RESERVE),
                    "timeouts",
                    "reserve_pool_timeout = 0: reserve_pool_size = " + configuration.number("reserve_pool_size")
                            + " is never used",
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

    private static void waiting(Configuration configuration, Findings findings) {
        if (!isOn(configuration, WAIT)) {
            findings.warning(
                    configuration.place(WAIT),
                    "timeouts",
                    "query_wait_timeout = 0: clients wait for a server connection for ever",
                    "query_wait_timeout = 120 or less");
        } else if (isOn(configuration, "query_timeout")
                && configuration.seconds(WAIT) > configuration.seconds("query_timeout")) {
            findings.warning(
                    configuration.place("query_timeout"),
                    "timeouts",
                    "clients may wait longer for a server connection than their query may take: "
                            + shown(configuration, WAIT) + ", " + shown(configuration, "query_timeout"),
                    "a query_wait_timeout below query_timeout");
        }
        if (!configuration.word("pool_mode").equals("session") && !isOn(configuration, "idle_transaction_timeout")) {
            findings.info(
                    configuration.place("idle_transaction_timeout"),
                    "timeouts",
                    "idle_transaction_timeout = 0: a client that stays in a transaction keeps its server connection",
                    "idle_transaction_timeout = 60, or PostgreSQL's own idle_in_transaction_session_timeout");
        }
    }
}
