package io.github.pgsurge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerLogTest {

    @Test
    void quotesTheSettingRatherThanTheCountOfErrors() {
        assertThat(ServerLog.reason("""
                2026-01-01 00:00:00.000 UTC [7] LOG:  unrecognized configuration parameter "foo" in file "/x" line 3
                2026-01-01 00:00:00.000 UTC [7] FATAL:  configuration file "/x" contains errors
                """))
                .contains("LOG: unrecognized configuration parameter \"foo\" in file \"/x\" line 3");
    }

    @Test
    void quotesTheFatalLineOtherwise() {
        assertThat(ServerLog.reason("""
                2026-01-01 00:00:00.000 UTC [7] LOG:  starting PostgreSQL 17.11
                2026-01-01 00:00:00.000 UTC [7] FATAL:  could not access file "foo": No such file or directory
                2026-01-01 00:00:00.000 UTC [7] LOG:  database system is shut down
                """)).contains("FATAL: could not access file \"foo\": No such file or directory");
    }

    @Test
    void knowsNoReasonInAnEmptyLog() {
        assertThat(ServerLog.reason("")).isEmpty();
    }
}
