package io.github.pgsurge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.connection.GuardAction;
import io.github.pgsurge.connection.PoolerPolicy;
import io.github.pgsurge.dsn.SslMode;
import io.github.pgsurge.dsn.TargetServer;
import io.github.pgsurge.graphql.TokenSource;
import io.github.pgsurge.jmeter.vu.VuThreads;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.pgbouncer.canary.CanaryChecks;
import io.github.pgsurge.schedule.Arrivals;
import io.github.pgsurge.workload.ExistingTable;
import io.github.pgsurge.workload.InsertMode;
import io.github.pgsurge.workload.ReadPattern;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The words of the registry, which knows no package above it, and the enums there that they name. */
class SettingWordsTest {
    private static final Map<Setting, Class<? extends Enum<?>>> ENUMS = Map.ofEntries(
            Map.entry(Setting.DB_SSL_MODE, SslMode.class),
            Map.entry(Setting.PGBOUNCER_SSL_MODE, SslMode.class),
            Map.entry(Setting.DB_TARGET_SESSION_ATTRS, TargetServer.class),
            Map.entry(Setting.GUARD_ACTION, GuardAction.class),
            Map.entry(Setting.POOLER, PoolerPolicy.class),
            Map.entry(Setting.CANARY_CHECKS, CanaryChecks.class),
            Map.entry(Setting.GRAPHQL_AUTH, TokenSource.Choice.class),
            Map.entry(Setting.ARRIVAL_SPACING, Arrivals.Spacing.class),
            Map.entry(Setting.VU_THREADS, VuThreads.Choice.class),
            Map.entry(Setting.INSERT_MODE, InsertMode.class),
            Map.entry(Setting.READ_PATTERN, ReadPattern.class),
            Map.entry(Setting.TABLE_EXISTING, ExistingTable.class),
            Map.entry(Setting.TARGET, Target.class));

    private static Stream<Setting> settingsOfWords() {
        return Stream.of(Setting.values())
                .filter(setting -> setting.kind() instanceof Kind.Word)
                .filter(setting -> !setting.kind().equals(Kind.flag()));
    }

    @Test
    void eachSettingOfWordsNamesAnEnum() {
        assertThat(settingsOfWords()).containsExactlyInAnyOrderElementsOf(ENUMS.keySet());
    }

    @ParameterizedTest
    @MethodSource("settingsOfWords")
    void theWordsAreTheConstants(Setting setting) {
        List<String> constants =
                Stream.of(ENUMS.get(setting).getEnumConstants()).map(Words::of).toList();
        assertThat(((Kind.Word) setting.kind()).words()).containsExactlyInAnyOrderElementsOf(constants);
    }

    @ParameterizedTest
    @MethodSource("settingsOfWords")
    void everyWordIsReadInAnyCase(Setting setting) throws Rejection {
        for (Enum<?> constant : ENUMS.get(setting).getEnumConstants()) {
            assertThat(read(setting, constant, Words.of(constant))).isEqualTo(constant);
            assertThat(read(setting, constant, " " + constant.name().replace('_', '-')))
                    .isEqualTo(constant);
        }
    }

    private static <E extends Enum<E>> Enum<?> read(Setting setting, Enum<?> constant, String text) throws Rejection {
        @SuppressWarnings("unchecked")
        Class<E> type = (Class<E>) constant.getDeclaringClass();
        return Words.parse(setting, type, text);
    }
}
