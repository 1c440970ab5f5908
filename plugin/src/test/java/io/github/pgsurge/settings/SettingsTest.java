package io.github.pgsurge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
    @TempDir
    private Path folder;

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> plan = new HashMap<>();

    private Settings load() throws Rejection {
        return Settings.load(properties::get, plan::get, environment, folder, folder);
    }

    private void write(String file, String... lines) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, java.util.List.of(lines));
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void everyDefaultIsAValueOfItsKindInCanonicalForm(Setting setting) {
        if (!setting.fallback().isEmpty()) {
            assertThat(setting.kind().canonical(setting.fallback())).isEqualTo(setting.fallback());
        }
        assertThat(setting.help()).isNotBlank();
        assertThat(Setting.named(setting.property())).contains(setting);
    }

    @Test
    void takesAPropertyBeforeTheEnvironmentBeforeTheEnvFileBeforeTheSandboxBeforeTheDefault() throws Exception {
        assertThat(load().text(Setting.BATCH_SIZE)).isEqualTo("100");
        write(".sandbox/env", "BATCH_SIZE=1", "DB_PASSWORD=of-the-sandbox");
        assertThat(load().text(Setting.BATCH_SIZE)).isEqualTo("1");
        assertThat(load().text(Setting.DB_PASSWORD)).isEqualTo("of-the-sandbox");
        write(".env", "# a comment", "export BATCH_SIZE=\"2\"");
        assertThat(load().text(Setting.BATCH_SIZE)).isEqualTo("2");
        environment.put("BATCH_SIZE", "3");
        assertThat(load().text(Setting.BATCH_SIZE)).isEqualTo("3");
        properties.put("batch.size", "4");
        assertThat(load().text(Setting.BATCH_SIZE)).isEqualTo("4");
    }

    @Test
    void aHostOfTheUsersOwnNeverGetsTheSandboxsPortRoleOrPassword() throws Exception {
        write(".sandbox/env", "DB_HOST=127.0.0.1", "DB_PORT=15432", "DB_USER=sandboxed", "DB_PASSWORD=secret");
        environment.put("DB_HOST", "db.example.com");
        Settings settings = load();
        assertThat(settings.text(Setting.DB_PORT)).isEqualTo("5432");
        assertThat(settings.text(Setting.DB_USER)).isEqualTo("postgres");
        assertThat(settings.text(Setting.DB_PASSWORD)).isEmpty();
    }

    @Test
    void aNamedEnvFileIsReadInsteadOfDotEnv() throws Exception {
        write(".env", "BATCH_SIZE=2");
        write("other.env", "VUS=7");
        properties.put("env.file", "other.env");
        assertThat(load().text(Setting.BATCH_SIZE)).isEqualTo("100");
        assertThat(load().whole(Setting.VUS)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BATCH_SIZE | abc | a whole number from 1 to 1000000",
                "BATCH_SIZE | 0 | a whole number from 1 to 1000000",
                "BATCH_SIZE | -1 | a whole number from 1 to 1000000",
                "BATCH_SIZE | 5.0 | a whole number from 1 to 1000000",
                "INSERT_MODE | fast | single, batch, values, unnest, copy-text, copy-binary",
                "GUARD_FIT | yes | true, false",
                "WARMUP | soon | a time such as 500ms, 30s, 5m, 1h or a number of seconds, at least 0s",
                "RUN_ID | a b | 1 to 48 letters, digits, - and _"
            })
    void refusesAValueByNameValueAndWhatIsAllowed(String name, String value, String allowed) {
        environment.put(name, value);
        assertThatThrownBy(this::load)
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage(name + "=" + value + " is not allowed; allowed: " + allowed);
    }

    @ParameterizedTest
    @CsvSource({"30, 30", "30s, 30", "5m, 300", "1.5h, 5400"})
    void readsTimesWithAndWithoutAUnit(String text, long seconds) throws Rejection {
        environment.put("TEST_RUN_DURATION", text);
        assertThat(load().duration(Setting.TEST_RUN_DURATION)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"60, 30,", "70, 20, 0", "50, 50, 10"})
    void refusesSharesThatDoNotSumTo100(String insert, String update, String read) throws Rejection {
        environment.put("INSERT_PERCENT", insert);
        environment.put("UPDATE_PERCENT", update);
        environment.put("READ_PERCENT", read == null ? "" : read);
        Settings settings = load();
        assertThatThrownBy(settings::validate)
                .hasMessageContaining("INSERT_PERCENT + UPDATE_PERCENT + READ_PERCENT = ")
                .hasMessageContaining("they must sum to 100");
    }

    @Test
    void withOnlyReadsSetTheWritesShareTheRestAsTheirDefaultsDo() throws Rejection {
        environment.put("READ_PERCENT", "20");
        Settings settings = load();
        settings.validate();
        assertThat(settings.text(Setting.INSERT_PERCENT)).isEqualTo("56");
        assertThat(settings.text(Setting.UPDATE_PERCENT)).isEqualTo("24");
    }

    @Test
    void virtualUsersAreTheConcurrentWritersUnlessSet() throws Rejection {
        environment.put("CONCURRENT_WRITERS", "33");
        assertThat(load().whole(Setting.VUS)).isEqualTo(33);
        environment.put("VUS", "7");
        assertThat(load().whole(Setting.VUS)).isEqualTo(7);
    }

    @Test
    void refusesASecretAsAPropertyAndNeverShowsOne() throws Rejection {
        environment.put("DB_PASSWORD", "hunter2");
        assertThat(load().shown().toString()).doesNotContain("hunter2");
        properties.put("db.password", "hunter2");
        assertThatThrownBy(this::load)
                .hasMessageContaining("set DB_PASSWORD in the environment")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void refusesATargetBesideAHostOfTheUsersOwn() throws Rejection {
        environment.put("DB_HOST", "db.example.com");
        properties.put("target", "direct");
        Settings settings = load();
        assertThatThrownBy(settings::validate)
                .hasMessageContaining("TARGET=direct")
                .hasMessageContaining("DB_HOST=db.example.com");
    }

    @Test
    void refusesATargetBesideABaseUrlOfTheUsersOwn() throws Rejection {
        environment.put("BASE_URL", "https://gateway.example.com");
        properties.put("target", "pooled");
        Settings settings = load();
        assertThatThrownBy(settings::validate)
                .hasMessageContaining("TARGET=pooled")
                .hasMessageContaining("BASE_URL=https://gateway.example.com");
    }

    @Test
    void takesTheAddressesOfTheTargetedSideOfTheSandbox() throws Exception {
        write(
                ".sandbox/env",
                "DB_HOST=127.0.0.1",
                "DB_PORT=15432",
                "PGBOUNCER_HOST=127.0.0.2",
                "PGBOUNCER_PORT=16432",
                "GATEWAY_DIRECT_URL=http://127.0.0.1:14000",
                "GATEWAY_POOLED_URL=http://127.0.0.1:14001");
        Settings direct = load();
        assertThat(direct.target()).contains(Target.DIRECT);
        assertThat(direct.text(Setting.BASE_URL)).isEqualTo("http://127.0.0.1:14000");
        assertThat(direct.text(Setting.DB_PORT)).isEqualTo("15432");
        assertThat(direct.text(Setting.GUARD_HOST)).isEmpty();
        plan.put("target", "pooled");
        Settings pooled = load();
        pooled.validate();
        assertThat(pooled.target()).contains(Target.POOLED);
        assertThat(pooled.text(Setting.BASE_URL)).isEqualTo("http://127.0.0.1:14001");
        assertThat(pooled.text(Setting.DB_HOST)).isEqualTo("127.0.0.2");
        assertThat(pooled.text(Setting.DB_PORT)).isEqualTo("16432");
        assertThat(pooled.text(Setting.GUARD_HOST)).isEqualTo("127.0.0.1");
        assertThat(pooled.text(Setting.GUARD_PORT)).isEqualTo("15432");
        properties.put("target", "direct");
        assertThat(load().target()).contains(Target.DIRECT);
    }

    @Test
    void straightToTheSandboxNothingOfAnEnvFileStandsBetween() throws Exception {
        write(".env", "PGBOUNCER_HOST=pooler.example.com", "GUARD_HOST=db.example.com");
        write(".sandbox/env", "DB_HOST=127.0.0.1", "PGBOUNCER_HOST=127.0.0.2");
        assertThat(load().text(Setting.PGBOUNCER_HOST)).isEmpty();
        assertThat(load().text(Setting.GUARD_HOST)).isEmpty();
        properties.put("target", "pooled");
        assertThat(load().text(Setting.PGBOUNCER_HOST)).isEqualTo("127.0.0.2");
        environment.put("DB_HOST", "own.example.com");
        properties.clear();
        assertThat(load().text(Setting.PGBOUNCER_HOST)).isEqualTo("pooler.example.com");
    }

    @Test
    void whatTheSandboxSaysIsKnownThoughAUserSaysSomethingElse() throws Exception {
        write(".sandbox/env", "DB_HOST=127.0.0.1", "PGBOUNCER_HOST=127.0.0.2", "PGBOUNCER_PORT=16432");
        properties.put("target", "pooled");
        environment.put("PGBOUNCER_HOST", "pooler.example.com");
        environment.put("PGBOUNCER_SSL_MODE", "verify-full");
        Settings settings = load();
        assertThat(settings.text(Setting.PGBOUNCER_HOST)).isEqualTo("pooler.example.com");
        assertThat(settings.ofSandbox(Setting.PGBOUNCER_HOST)).isEqualTo("127.0.0.2");
        assertThat(settings.ofSandbox(Setting.PGBOUNCER_PORT)).isEqualTo("16432");
        assertThat(settings.ofSandbox(Setting.PGBOUNCER_SSL_MODE)).isEqualTo(Setting.PGBOUNCER_SSL_MODE.fallback());
    }

    @Test
    void stagesBeatWhatIsBelowThemAndContradictWhatIsAbove() throws Exception {
        write(".env", "TEST_RUN_DURATION=7s", "VUS=9");
        environment.put("STAGES", "0s:3,30s:3");
        assertThat(load().duration(Setting.TEST_RUN_DURATION)).hasSeconds(30);

        properties.put("test.run.duration", "2s");
        assertThatThrownBy(this::load)
                .hasMessageContaining("STAGES=0s:3,30s:3 and TEST_RUN_DURATION=2s are both given")
                .hasMessageContaining("TEST_RUN_DURATION would be without effect");
        properties.put("test.run.duration", "30s");
        load();
        properties.clear();
        properties.put("vus", "1");
        assertThatThrownBy(this::load).hasMessageContaining("STAGES=0s:3,30s:3 and VUS=1 are both given");

        environment.put("STAGES", "0s:3/s,30s:3/s");
        assertThat(load().whole(Setting.VUS)).as("the most there may be").isEqualTo(1);
    }

    @Test
    void arrivalsAreNotCorrectedTwice() throws Exception {
        properties.put("response.correction", "2ms");
        properties.put("stages", "0s:3,30s:3");
        load().validate();
        properties.put("stages", "0s:3/s,30s:3/s");
        Settings settings = load();
        assertThatThrownBy(settings::validate)
                .hasMessageStartingWith("RESPONSE_CORRECTION=2ms is for stages of virtual users");
        properties.put("response.correction", "off");
        load().validate();
    }

    @Test
    void saysThatThereIsNoPgBouncerToTarget() throws Exception {
        write(".sandbox/env", "DB_HOST=127.0.0.1", "DB_PORT=15432");
        properties.put("target", "pooled");
        Settings settings = load();
        assertThatThrownBy(settings::validate)
                .hasMessageContaining("TARGET=pooled")
                .hasMessageContaining("no PgBouncer");
    }

    @Test
    void aGatewayOfTheUsersOwnNeverGetsTheSandboxsDatabaseOrLogin() throws Exception {
        write(".sandbox/env", "DB_HOST=127.0.0.1", "GATEWAY_DIRECT_URL=http://127.0.0.1:14000", "GATEWAY_USER=test");
        environment.put("BASE_URL", "https://gateway.example.com");
        Settings settings = load();
        assertThat(settings.text(Setting.DB_HOST)).isEmpty();
        assertThat(settings.text(Setting.GATEWAY_USER)).isEmpty();
        assertThat(settings.target()).isEmpty();
    }

    @Test
    void saysThatThePlansSideHasNoPgBouncer() throws Exception {
        write(".sandbox/env", "DB_HOST=127.0.0.1", "DB_PORT=15432");
        plan.put("target", "pooled");
        Settings settings = load();
        assertThatThrownBy(settings::validate).hasMessageContaining("no PgBouncer");
        environment.put("BASE_URL", "https://gateway.example.com");
        load().validate();
    }

    @Test
    void refusesASecretInAPlanAndNeverShowsIt() {
        plan.put("gateway.password", "hunter2");
        assertThatThrownBy(this::load)
                .hasMessageContaining("GATEWAY_PASSWORD")
                .hasMessageContaining("plan")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void thePlansOwnDefaultGivesWayToEverythingButTheRegistrys() throws Rejection {
        plan.put("vus", "50");
        plan.put("think.time", "0.5-3s");
        environment.put("CONCURRENT_WRITERS", "7");
        Settings settings = load();
        assertThat(settings.whole(Setting.VUS)).isEqualTo(50);
        assertThat(settings.isSet(Setting.VUS)).isFalse();
        assertThat(settings.text(Setting.THINK_TIME)).isEqualTo("500ms-3s");
        assertThat(settings.min(Setting.THINK_TIME)).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.max(Setting.THINK_TIME)).isEqualTo(Duration.ofSeconds(3));
        environment.put("VUS", "20");
        assertThat(load().whole(Setting.VUS)).isEqualTo(20);
    }

    @Test
    void anEnvFileThatIsNotOneIsNamedWithItsLine() throws IOException {
        write(".env", "BATCH_SIZE=2", "what is this");
        assertThatThrownBy(this::load).hasMessageContaining(".env line 2 is not NAME=value");
    }
}
