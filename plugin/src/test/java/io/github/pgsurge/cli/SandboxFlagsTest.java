package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.sandbox.GatewaysOptions;
import io.github.pgsurge.sandbox.PgbouncerOptions;
import io.github.pgsurge.sandbox.PoolMode;
import io.github.pgsurge.sandbox.PostgresOptions;
import io.github.pgsurge.sandbox.SandboxException;
import io.github.pgsurge.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SandboxFlagsTest {

    @Command
    private static final class Holder {
        @Mixin
        private SandboxFlags flags;
    }

    private static SandboxFlags flags(String typed) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(typed.isEmpty() ? new String[0] : typed.split(" ", -1));
        return holder.flags;
    }

    @Test
    void nothingTypedIsTheDefault() throws SandboxException {
        assertThat(flags("").noneGiven()).isTrue();
        assertThat(flags("").options()).isEqualTo(SandboxOptions.defaults());
    }

    @Test
    void everyOptionArrives() throws SandboxException {
        SandboxFlags flags = flags("--pg-port 1 --max-connections 2 --pg-setting a=b --pgbouncer /x --pgbouncer-port 3"
                + " --pool-mode session --pool-size 4 --max-client-conn 5 --gateway-direct-port 6"
                + " --gateway-pooled-port 7 --services 8 --service-pool 9 --gateway-prepare-threshold 10"
                + " --gateway-token-lifetime 20s");
        assertThat(flags.noneGiven()).isFalse();
        assertThat(flags.options())
                .isEqualTo(new SandboxOptions(
                        PostgresOptions.of(1, 2, List.of("a=b")),
                        Optional.of(new PgbouncerOptions(3, PoolMode.SESSION, 4, 5, Optional.of(Path.of("/x")))),
                        Optional.of(new GatewaysOptions(6, 7, 8, 9, 10, Duration.ofSeconds(20)))));
    }

    @Test
    void servicesAreLeftOut() throws SandboxException {
        assertThat(flags("--without-pgbouncer").noneGiven()).isFalse();
        assertThat(flags("--without-pgbouncer").options())
                .isEqualTo(SandboxOptions.defaults().withoutPgbouncer());
        assertThat(flags("--without-gateway").options())
                .isEqualTo(SandboxOptions.defaults().withoutGateways());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --pool-size 0                  | --pool-size 0 is out of range: 1 to 10000
            --pool-mode car                | --pool-mode 'car' is none of transaction, session, statement
            --service-pool 101             | --service-pool 101 is out of range: 1 to 100
            --pg-port 65536                | --pg-port 65536 is not a port: 1 to 65535
            --gateway-token-lifetime soon  | --gateway-token-lifetime 'soon' is not allowed: a time such as 500ms, 30s, 5m, 1h or a number of seconds, at least 1s
            --gateway-token-lifetime 800h  | --gateway-token-lifetime 2880000000ms is out of range: whole seconds, 1s to 720h
            """)
    void refusesInOneLine(String typed, String message) {
        assertThatThrownBy(() -> flags(typed).options())
                .isInstanceOf(SandboxException.class)
                .hasMessage(message);
    }
}
