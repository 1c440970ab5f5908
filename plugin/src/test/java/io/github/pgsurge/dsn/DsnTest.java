package io.github.pgsurge.dsn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.connection.GuardAction;
import io.github.pgsurge.connection.GuardSettings;
import io.github.pgsurge.connection.PoolSettings;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Words;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DsnTest {
    private static DsnBuilder builder() {
        return Dsn.builder()
                .hosts("h1:5433,h2,[::1]:7")
                .database("a b")
                .user("u")
                .password(Secret.of("pa55"));
    }

    private static void rejects(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Rejection.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageNotContaining("\n")
                .hasMessageContainingAll(parts);
    }

    @Test
    void writesHostsAndDatabaseIntoTheUrl() throws Rejection {
        assertThat(builder().build().url()).isEqualTo("jdbc:postgresql://h1:5433,h2:5432,[::1]:7/a%20b");
        assertThat(builder().port("6000").build().endpoint()).isEqualTo("h1:5433,h2:6000,[::1]:7");
    }

    @Test
    void neverShowsASecret() throws Rejection {
        Dsn dsn = builder().extra(Map.of("sslpassword", "s3cret")).build();
        assertThat(dsn.toString() + dsn.password() + dsn.url())
                .doesNotContain("pa55")
                .doesNotContain("s3cret")
                .contains("****");
        assertThat(dsn.properties("x").getProperty("password")).isEqualTo("pa55");
    }

    @Test
    void setsWhatALoadWantsAndLetsExtraPropertiesOverrideIt() throws Rejection {
        Properties defaults = builder()
                .targetSessionAttrs("prefer-standby")
                .sslMode("verify-full")
                .build()
                .properties("app");
        assertThat(defaults)
                .containsEntry("reWriteBatchedInserts", "true")
                .containsEntry("tcpKeepAlive", "true")
                .containsEntry("assumeMinServerVersion", "12")
                .containsEntry("ApplicationName", "app")
                .containsEntry("targetServerType", "preferSecondary")
                .containsEntry("sslmode", "verify-full");
        assertThat(builder()
                        .extra(Map.of("reWriteBatchedInserts", "false"))
                        .build()
                        .properties("app"))
                .containsEntry("reWriteBatchedInserts", "false");
    }

    @Test
    void refusesPropertiesThatDoNotExistOrArePgsurges() {
        rejects(
                () -> builder().extra(Map.of("prepareTreshold", "0")).build(),
                "'prepareTreshold'",
                "did you mean prepareThreshold");
        rejects(() -> builder().extra(Map.of("password", "x")).build(), "'password'", "field of its own");
        rejects(() -> builder().extra(Map.of("loadBalanceHosts", "true")).build(), "one guard can't watch");
    }

    @Test
    void refusesWhatDoesNotParse() {
        rejects(() -> builder().hosts("h:99999").build(), "DB_HOST=h:99999: 99999 is not a port");
        rejects(() -> builder().hosts("h,,i").build(), "DB_HOST=h,,i");
        rejects(() -> builder().hosts("").build(), "DB_HOST is not set");
        rejects(() -> builder().port("x").build(), "DB_PORT=x");
        rejects(() -> builder().sslMode("on").build(), "DB_SSL_MODE=on", "verify-full");
        rejects(() -> builder().targetSessionAttrs("master").build(), "DB_TARGET_SESSION_ATTRS=master", "read-write");
        rejects(() -> builder().sslFiles("/nowhere/ca", "", "").build(), "DB_SSL_ROOT_CERT=/nowhere/ca");
    }

    @Test
    void refusesPoolAndGuardSettingsOutOfRange() {
        Duration second = Duration.ofSeconds(1);
        rejects(() -> PoolSettings.of(0, 0, second, Duration.ZERO), "DB_MAX_OPEN_CONNS=0");
        rejects(() -> PoolSettings.of(5, 6, second, Duration.ZERO), "DB_MAX_IDLE_CONNS=6", "DB_MAX_OPEN_CONNS=5");
        rejects(() -> PoolSettings.of(5, 5, Duration.ofMillis(10), Duration.ZERO), "DB_ACQUIRE_TIMEOUT=10ms");
        rejects(() -> PoolSettings.of(5, 5, second, second), "DB_MAX_LIFETIME=1s");
        rejects(
                () -> GuardSettings.of(-1, GuardAction.WARN, false, second, "", Optional.empty()),
                "DB_MIN_FREE_CONNS=-1");
        rejects(
                () -> Words.parse(Setting.GUARD_ACTION, GuardAction.class, "kill"),
                "GUARD_ACTION=kill",
                "warn, shed, stop");
    }
}
