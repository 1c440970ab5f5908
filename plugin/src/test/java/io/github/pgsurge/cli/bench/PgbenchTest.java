package io.github.pgsurge.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PgbenchTest {
    private static final String PRINTED = """
            pgbench (15.18 (Debian 15.18-0+deb12u1), server 17.11)
            transaction type: /tmp/insert.sql
            scaling factor: 1
            query mode: simple
            number of clients: 10
            number of threads: 2
            duration: 8 s
            number of transactions actually processed: 6000
            number of failed transactions: %s (0.000%%)
            latency average = 13.324 ms
            initial connection time = 43.111 ms
            tps = 750.500000 (without initial connection time)
            0m0.00s 0m0.01s
            0m0.40s 1m0.20s
            """;

    @Test
    void readsRowsFromTheRateAndCpuFromTheShell() throws Exception {
        RoundFigure figure = Pgbench.figure(PRINTED.formatted("0"), 100);

        assertThat(figure.perS()).isEqualTo(75_050);
        assertThat(figure.cpuMicros().orElseThrow()).isCloseTo(60.6e6 / 600_000, within(1e-9));
    }

    @Test
    void failsWhenTransactionsFailed() {
        assertThatThrownBy(() -> Pgbench.figure(PRINTED.formatted("3"), 100))
                .isInstanceOf(BenchFailure.class)
                .hasMessage("pgbench: 3 transactions failed");
    }

    @Test
    void failsWhenItPrintedSomethingElse() {
        assertThatThrownBy(() -> Pgbench.figure("tps = ?", 100))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("number of transactions");
    }
}
