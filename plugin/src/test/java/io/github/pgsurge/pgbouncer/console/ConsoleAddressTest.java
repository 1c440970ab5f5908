package io.github.pgsurge.pgbouncer.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.dsn.HostPort;
import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.dsn.SslMode;
import io.github.pgsurge.outcome.Rejection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleAddressTest {
    private static List<ConsoleAddress> parse(String text) throws Rejection {
        return ConsoleAddress.parseList("PGBOUNCER_HOST", text, 6432);
    }

    @Test
    void isAHostOrAFolderEachWithAPortOfItsOwn() throws Exception {
        assertThat(parse("a, b:7000,[::1]:7001,/run/pgbouncer,/run/other:7002"))
                .containsExactly(
                        new ConsoleAddress.Tcp(new HostPort("a", 6432)),
                        new ConsoleAddress.Tcp(new HostPort("b", 7000)),
                        new ConsoleAddress.Tcp(new HostPort("::1", 7001)),
                        new ConsoleAddress.Unix(Path.of("/run/pgbouncer"), 6432),
                        new ConsoleAddress.Unix(Path.of("/run/other"), 7002))
                .extracting(ConsoleAddress::toString)
                .containsExactly("a:6432", "b:7000", "[::1]:7001", "/run/pgbouncer:6432", "/run/other:7002");
        assertThat(new ConsoleAddress.Unix(Path.of("/run"), 7002).socket()).isEqualTo(Path.of("/run/.s.PGSQL.7002"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,,b      | PGBOUNCER_HOST=a,,b: '' is not a host or host:port",
                "a:x       | PGBOUNCER_HOST=a:x: x is not a port of 1 to 65535",
                "/run:0    | PGBOUNCER_HOST=/run:0: 0 is not a port of 1 to 65535",
                "a,a:6432  | PGBOUNCER_HOST=a,a:6432 has a:6432 twice",
            })
    void saysWhatDoesNotParse(String text, String message) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(Rejection.class).hasMessageStartingWith(message);
    }

    @Test
    void certificatesAreReadBeforeAnythingIsWatched(@TempDir Path folder) throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no certificate");
        assertThatThrownBy(() -> options(SslMode.VERIFY_FULL, Optional.of(text)))
                .isInstanceOf(Rejection.class)
                .hasMessageStartingWith("PGBOUNCER_SSL_ROOT_CERT=" + text);
        assertThatThrownBy(() -> options(SslMode.PREFER, Optional.of(folder.resolve("nowhere"))))
                .hasMessageContaining("can't be read");
        assertThatThrownBy(() -> options(SslMode.VERIFY_CA, Optional.empty()))
                .hasMessageContaining("PGBOUNCER_SSL_MODE=verify-ca needs PGBOUNCER_SSL_ROOT_CERT");
        assertThat(options(SslMode.VERIFY_FULL, Optional.empty()).toString()).doesNotContain("hidden");
    }

    private static ConsoleOptions options(SslMode mode, Optional<Path> certificates) throws Rejection {
        return ConsoleOptions.of("stats", Secret.of("hidden"), Duration.ofSeconds(5), mode, certificates);
    }
}
