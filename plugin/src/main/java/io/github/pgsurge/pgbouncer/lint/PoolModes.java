package io.github.pgsurge.pgbouncer.lint;

import static io.github.pgsurge.pgbouncer.lint.Configuration.SESSION;

import io.github.pgsurge.pgbouncer.lint.Configuration.Member;

/** Pool modes that take away what a pooler is for, and what a mode makes of the reset query. */
final class PoolModes implements LintRule {
    @Override
    public void check(Configuration configuration, LintOptions options, LintFindings findings) {
        String general = configuration.word("pool_mode");
        int pool = configuration.number("default_pool_size");
        int clients = configuration.number("max_client_conn");
        if (general.equals(SESSION) && configuration.isModeInherited() && clients > pool) {
            findings.warning(
                    configuration.place("pool_mode"),
                    "session-mode",
                    (configuration.isSet("pool_mode")
                                    ? "pool_mode = session"
                                    : "pool_mode is not set, which is session")
                            + ": a client keeps its server connection while it is connected, so of max_client_conn = "
                            + clients + " clients " + pool + " of a user and database work and the others wait",
                    "pool_mode = transaction, when clients can do without session state (pgsurge check-pooler)");
        }
        for (Member database : configuration.databases()) {
            own(configuration, database, "database " + database.name(), general, findings);
        }
        for (Member user : configuration.users()) {
            own(configuration, user, "user " + user.name(), general, findings);
        }
        reset(configuration, findings);
    }

    private static void own(
            Configuration configuration, Member member, String who, String general, LintFindings findings) {
        String mode = configuration.mode(member);
        if (!mode.equals(general) && mode.equals(SESSION)) {
            findings.warning(
                    member.place(),
                    "session-mode",
                    who + " is in session mode: each of its clients keeps a server connection",
                    "pool_mode = transaction, when its clients can do without session state");
        }
    }

    /** PgBouncer runs the query when a client of session mode leaves; with server_reset_query_always in every mode. */
    private static void reset(Configuration configuration, LintFindings findings) {
        boolean always = configuration.number("server_reset_query_always") != 0;
        boolean none = configuration.text("server_reset_query").isEmpty();
        Place place = configuration.place("server_reset_query_always");
        if (always && configuration.isShared() && !none) {
            findings.warning(
                    place,
                    "reset-always",
                    "server_reset_query_always costs a round trip after every transaction",
                    "server_reset_query_always = 0, and clients that leave nothing behind");
        } else if (always) {
            findings.info(
                    place,
                    "reset-always",
                    "server_reset_query_always is without effect here: "
                            + (none ? "server_reset_query is empty" : "every pool is in session mode"),
                    "take it out");
        }
        if (none && configuration.modes().contains(SESSION)) {
            findings.warning(
                    configuration.place("server_reset_query"),
                    "no-reset",
                    "server_reset_query is empty in session mode: a client finds what the last one left",
                    "server_reset_query = DISCARD ALL");
        }
    }
}
