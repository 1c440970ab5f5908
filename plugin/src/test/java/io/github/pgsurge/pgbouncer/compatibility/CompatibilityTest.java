package io.github.pgsurge.pgbouncer.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.connection.Pooler;
import io.github.pgsurge.connection.Pooler.Mode;
import io.github.pgsurge.connection.Pooler.Tracking;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.pgbouncer.compatibility.Finding.Works;
import io.github.pgsurge.pgbouncer.console.PgbouncerVersion;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
    private static Compatibility of(Mode mode, Tracking tracking, Map<String, String> config, String driver)
            throws Rejection {
        Dsn dsn = Dsn.builder()
                .hosts("h")
                .database("d")
                .user("u")
                .driver(driver, "")
                .build();
        return Compatibility.of(
                new PoolerSituation(new Pooler(mode, tracking), PgbouncerVersion.in("PgBouncer 1.21.0"), config, dsn));
    }

    @ParameterizedTest
    @CsvSource({
        "SESSION, NO, prepareThreshold=5, YES, true",
        "TRANSACTION, NO, prepareThreshold=5, NO, false",
        "TRANSACTION, NO, prepareThreshold=0, YES, true",
        "TRANSACTION, NO, preferQueryMode=simple, YES, true",
        "TRANSACTION, NO, preferQueryMode=extendedCacheEverything, NO, false",
        "TRANSACTION, UNKNOWN, prepareThreshold=1, NO, false",
        "TRANSACTION, YES, prepareThreshold=5, YES, true",
        "STATEMENT, NO, prepareThreshold=5, NO, false",
        "STATEMENT, YES, prepareThreshold=5, YES, true",
        "UNKNOWN, NO, prepareThreshold=5, NO, false",
        "UNKNOWN, NO, prepareThreshold=0, YES, true",
        "UNKNOWN, YES, prepareThreshold=5, YES, true"
    })
    void wrongAnswersComeOnlyFromStatementsThatNobodyKeepsApart(
            Mode mode, Tracking tracking, String driver, Works works, boolean safe) throws Exception {
        Compatibility compatibility = of(mode, tracking, Map.of(), driver);
        assertThat(compatibility.of(Feature.PREPARED_STATEMENTS).works()).isEqualTo(works);
        assertThat(compatibility.isSafe()).isEqualTo(safe);
    }

    @Test
    void whateverIsNotSessionModeBreaksWhatIsOfASession() throws Exception {
        EnumSet<Feature> ofASession = EnumSet.of(
                Feature.SQL_PREPARE,
                Feature.SESSION_SETTINGS,
                Feature.SEARCH_PATH,
                Feature.ADVISORY_LOCKS,
                Feature.LISTEN,
                Feature.HOLD_CURSORS,
                Feature.LOAD);
        for (Feature feature : ofASession) {
            assertThat(of(Mode.SESSION, Tracking.NO, Map.of(), "").of(feature).works())
                    .isEqualTo(Works.YES);
            for (Mode mode : EnumSet.complementOf(EnumSet.of(Mode.SESSION))) {
                Finding finding = of(mode, Tracking.YES, Map.of(), "").of(feature);
                assertThat(finding.works()).as("%s in %s", feature, mode).isEqualTo(Works.NO);
                assertThat(finding.remedy()).isNotEmpty();
            }
        }
    }

    @Test
    void onlyStatementModeRefusesTransactions() throws Exception {
        for (Mode mode : Mode.values()) {
            assertThat(of(mode, Tracking.NO, Map.of(), "")
                            .of(Feature.TRANSACTIONS)
                            .works())
                    .isEqualTo(mode == Mode.STATEMENT ? Works.NO : Works.YES);
        }
    }

    @Test
    void readsWhatTheConsoleSays() throws Exception {
        Map<String, String> config = new HashMap<>(Map.of(
                "ignore_startup_parameters", "options, extra_float_digits",
                "track_extra_parameters", "IntervalStyle",
                "max_prepared_statements", "200",
                "server_reset_query", "",
                "query_wait_timeout", "0",
                "so_reuseport", "0",
                "peer_id", "0"));
        Compatibility session = of(Mode.SESSION, Tracking.NO, config, "");
        assertThat(session.of(Feature.STARTUP_PARAMETERS).works()).isEqualTo(Works.YES);
        assertThat(session.of(Feature.CLEAN_SESSIONS).works()).isEqualTo(Works.NO);
        assertThat(session.of(Feature.WAITING).works()).isEqualTo(Works.WITH_CARE);
        assertThat(session.of(Feature.CANCEL).works()).isEqualTo(Works.YES);
        Compatibility transaction = of(Mode.TRANSACTION, Tracking.YES, config, "");
        assertThat(transaction.of(Feature.PREPARED_STATEMENTS).why()).contains("max_prepared_statements 200");
        assertThat(transaction.of(Feature.SESSION_SETTINGS).why()).contains("IntervalStyle");
        config.put("query_timeout", "2.5");
        assertThat(of(Mode.SESSION, Tracking.NO, config, "").of(Feature.WAITING).why())
                .isEqualTo("a client that waits 2.5 s (query_timeout) is disconnected with 08P01");
        config.put("query_wait_timeout", "2");
        assertThat(of(Mode.SESSION, Tracking.NO, config, "").of(Feature.WAITING).why())
                .isEqualTo("a client that waits 2 s (query_wait_timeout) is disconnected with 08P01");
        config.put("ignore_startup_parameters", "search_path");
        Compatibility schema = of(Mode.SESSION, Tracking.NO, config, "currentSchema=app");
        assertThat(schema.of(Feature.SEARCH_PATH).why()).contains("currentSchema=app is ignored");
        assertThat(schema.of(Feature.STARTUP_PARAMETERS).works()).isEqualTo(Works.WITH_CARE);
    }

    @Test
    void readsVersionsHoweverTheyAreTold() {
        assertThat(PgbouncerVersion.in("PgBouncer 1.18.0")).hasValue(PgbouncerVersion.of(18));
        assertThat(PgbouncerVersion.in("1.25")).hasValue(PgbouncerVersion.of(25));
        assertThat(PgbouncerVersion.in("none")).isEqualTo(Optional.empty());
        assertThat(PgbouncerVersion.of(9)).isLessThan(PgbouncerVersion.of(18));
    }
}
