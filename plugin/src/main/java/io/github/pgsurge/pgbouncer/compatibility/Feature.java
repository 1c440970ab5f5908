package io.github.pgsurge.pgbouncer.compatibility;

import io.github.pgsurge.connection.Pooler;
import io.github.pgsurge.pgbouncer.compatibility.Finding.Works;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A feature of PostgreSQL that a pooler may break. What holds of each is in PgBouncer's documentation, "SQL feature map for
 * pooling modes" and "config"; of prepared statements it was measured. A new one is a constant here.
 */
public enum Feature {
    PREPARED_STATEMENTS("prepared statements of the driver") {
        @Override
        Finding judge(PoolerSituation it) {
            if (it.keepsSession()) {
                return yes("a client keeps its server connection, and what it prepared there");
            }
            if (it.pooler().preparedStatements() == Pooler.Tracking.YES) {
                return yes("the pooler keeps each client's apart"
                        + it.setting("max_prepared_statements")
                                .map(value -> " (max_prepared_statements " + value + ")")
                                .orElse(""));
            }
            if (!it.driver().preparesOnServer()) {
                return yes("the driver prepares none on the server: prepareThreshold "
                        + it.driver().prepareThreshold());
            }
            return new Finding(
                    this,
                    Works.NO,
                    "prepareThreshold " + it.driver().prepareThreshold() + " in " + it.mode()
                            + ": clients get each other's statements, and answers, without an error",
                    "prepareThreshold=0"
                            + (it.version().map(v -> v.isAtLeast(21)).orElse(false)
                                    ? ", or max_prepared_statements = 200"
                                    : ", or PgBouncer 1.21 with max_prepared_statements = 200"),
                    true);
        }
    },
    SQL_PREPARE("PREPARE, EXECUTE, DEALLOCATE as SQL") {
        @Override
        Finding judge(PoolerSituation it) {
            return it.keepsSession()
                    ? yes("a client keeps its server connection")
                    : no(
                            "no version of PgBouncer keeps those apart: they reach whatever server connection comes next",
                            "prepare by the protocol, as drivers do");
        }
    },
    SESSION_SETTINGS("SET and set_config for a session") {
        @Override
        Finding judge(PoolerSituation it) {
            String tracked = "client_encoding, DateStyle, TimeZone, standard_conforming_strings, application_name"
                    + it.setting("track_extra_parameters")
                            .map(more -> ", " + more)
                            .orElse("");
            return it.keepsSession()
                    ? yes("a client keeps its server connection")
                    : no(
                            "what one client sets, the next one on that server connection has; kept apart are only "
                                    + tracked,
                            "SET LOCAL in the transaction, or ALTER ROLE ... SET");
        }
    },
    SEARCH_PATH("search_path") {
        @Override
        Finding judge(PoolerSituation it) {
            Optional<String> schema = it.driver("currentSchema");
            if (schema.isPresent() && it.lists("ignore_startup_parameters", "search_path")) {
                return no(
                        "currentSchema=" + schema.get() + " is ignored: ignore_startup_parameters names search_path",
                        "ALTER ROLE ... SET search_path");
            }
            return it.keepsSession()
                    ? yes("a client keeps its server connection")
                    : no(
                            "one client's search_path is the next one's, who then reads another schema's tables",
                            "ALTER ROLE ... SET search_path, or names with their schema");
        }
    },
    TEMPORARY_TABLES("temporary tables") {
        @Override
        Finding judge(PoolerSituation it) {
            if (it.keepsSession()) {
                return yes("a client keeps its server connection");
            }
            return it.refusesBlocks()
                    ? no("the next statement may be on another server connection", "pool_mode = session")
                    : care(
                            "the next transaction may be on another server connection, and finds the table of another",
                            "CREATE TEMPORARY TABLE ... ON COMMIT DROP, all in one transaction");
        }
    },
    ADVISORY_LOCKS("advisory locks of a session") {
        @Override
        Finding judge(PoolerSituation it) {
            return it.keepsSession()
                    ? yes("a client keeps its server connection")
                    : no(
                            "the lock stays with the server connection: others hold it, and the unlock misses it",
                            "pg_advisory_xact_lock");
        }
    },
    LISTEN("LISTEN, NOTIFY") {
        @Override
        Finding judge(PoolerSituation it) {
            return it.keepsSession()
                    ? yes("a client keeps its server connection")
                    : no(
                            "NOTIFY works; LISTEN stays with the server connection, and notifications are dropped",
                            "listen on a connection of its own that goes to PostgreSQL, or in session mode");
        }
    },
    HOLD_CURSORS("cursors WITH HOLD") {
        @Override
        Finding judge(PoolerSituation it) {
            return it.keepsSession()
                    ? yes("a client keeps its server connection")
                    : no(
                            "the cursor stays with the server connection that the next client gets",
                            "a cursor within one transaction");
        }
    },
    FETCH_SIZE("fetching in portions (defaultRowFetchSize)") {
        @Override
        Finding judge(PoolerSituation it) {
            return it.refusesBlocks()
                    ? no("it needs a transaction block", "pool_mode = transaction")
                    : yes("the driver does it within a transaction only");
        }
    },
    LOAD("LOAD of a library") {
        @Override
        Finding judge(PoolerSituation it) {
            return it.keepsSession()
                    ? yes("a client keeps its server connection")
                    : no("it is loaded in one server connection of several", "session_preload_libraries");
        }
    },
    TRANSACTIONS("transactions, savepoints") {
        @Override
        Finding judge(PoolerSituation it) {
            return it.refusesBlocks()
                    ? no(
                            "statement mode refuses BEGIN: inserts of several statements and autosave="
                                    + it.driver("autosave").orElse("never") + " included",
                            "pool_mode = transaction")
                    : yes("a server connection is kept for the whole transaction");
        }
    },
    COPY("COPY") {
        @Override
        Finding judge(PoolerSituation it) {
            return yes("it is one statement");
        }
    },
    CANCEL("cancelling a query, query timeouts of the driver") {
        @Override
        Finding judge(PoolerSituation it) {
            boolean peered = it.setting("peer_id").map(id -> !id.equals("0")).orElse(false);
            boolean reuses =
                    it.setting("so_reuseport").map(port -> !port.equals("0")).orElse(false);
            if (peered || (it.setting("so_reuseport").isPresent() && !reuses)) {
                return yes(
                        peered
                                ? "the processes pass requests on to each other (peer_id)"
                                : "one process listens at its address (so_reuseport 0); several behind a balancer want a peer_id each");
            }
            return care(
                    "with several PgBouncer processes behind one address the request may come to one that does not know"
                            + " the query, and is lost",
                    "peer_id and a section [peers], from 1.19 on");
        }
    },
    STARTUP_PARAMETERS("startup parameters of clients") {
        @Override
        Finding judge(PoolerSituation it) {
            if (it.config().isEmpty()) {
                return yes("those of this driver were taken");
            }
            return it.lists("ignore_startup_parameters", "extra_float_digits")
                            || it.lists("track_extra_parameters", "extra_float_digits")
                    ? yes("extra_float_digits, which JDBC applications send, is taken")
                    : care(
                            "those of this driver were taken; JDBC applications may send extra_float_digits and be refused",
                            "ignore_startup_parameters = extra_float_digits");
        }
    },
    CLEAN_SESSIONS("a clean session for the next client") {
        @Override
        Finding judge(PoolerSituation it) {
            if (!it.keepsSession()) {
                return care(
                        "nothing is reset between transactions: what a client leaves behind, others have",
                        "leave nothing behind; server_reset_query_always = 1 hides it, for a round trip each transaction");
            }
            if (!it.config().containsKey("server_reset_query")) {
                return yes("a disconnect resets the server connection, unless server_reset_query is empty");
            }
            return it.setting("server_reset_query").isPresent()
                    ? yes("a disconnect runs "
                            + it.setting("server_reset_query").get())
                    : no(
                            "server_reset_query is empty: a client finds what the last one left",
                            "server_reset_query = DISCARD ALL");
        }
    },
    WAITING("waiting for a server connection") {
        @Override
        Finding judge(PoolerSituation it) {
            if (it.setting("query_wait_timeout").isEmpty()) {
                return care("a client waits for as long as query_wait_timeout says, and is then disconnected", "");
            }
            return Stream.of("query_timeout", "query_wait_timeout")
                    .filter(name -> seconds(it, name) > 0)
                    .min(Comparator.comparingDouble(name -> seconds(it, name)))
                    .map(first -> yes("a client that waits " + it.setting(first).orElseThrow() + " s (" + first
                            + ") is disconnected with 08P01"))
                    .orElseGet(() -> care(
                            "query_wait_timeout and query_timeout are 0: a client waits for ever",
                            "query_wait_timeout = 120"));
        }

        /** 0, which is off, when it is not known. */
        private double seconds(PoolerSituation it, String name) {
            return it.setting(name)
                    .filter(value -> value.matches("[0-9]+([.][0-9]+)?(e[+-]?[0-9]+)?"))
                    .map(Double::parseDouble)
                    .orElse(0.0);
        }
    };

    private final String words;

    Feature(String words) {
        this.words = words;
    }

    /** Whether it works in a situation. */
    abstract Finding judge(PoolerSituation situation);

    Finding yes(String why) {
        return new Finding(this, Works.YES, why, "", false);
    }

    Finding care(String why, String remedy) {
        return new Finding(this, Works.WITH_CARE, why, remedy, false);
    }

    Finding no(String why, String remedy) {
        return new Finding(this, Works.NO, why, remedy, false);
    }

    /** Its name for people. */
    @Override
    public String toString() {
        return words;
    }
}
