package io.github.pgsurge.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WrkTest {
    private static final String PRINTED = """
            Running 8s test @ http://127.0.0.1:40001/graphql
              1 threads and 50 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency   411.83us  305.33us  15.10ms   94.57%%
                Req/Sec   108.93k     9.41k  125.55k    71.25%%
              800000 requests in 8.00s, 608.32MB read
            %sRequests/sec: 100000.50
            Transfer/sec:     76.01MB
            0m0.00s 0m0.00s
            0m2.00s 0m4.00s
            """;

    @Test
    void readsTheRateAndTheCpuFromTheShell() throws Exception {
        RoundFigure figure = Wrk.figure(PRINTED.formatted(""));

        assertThat(figure.perS()).isEqualTo(100_000.5);
        assertThat(figure.cpuMicros().orElseThrow()).isCloseTo(7.5, within(1e-9));
    }

    @Test
    void failsWhenAnswersWereNotRight() {
        assertThatThrownBy(() -> Wrk.figure(PRINTED.formatted("  Non-2xx or 3xx responses: 12\n")))
                .isInstanceOf(BenchFailure.class)
                .hasMessage("wrk: Non-2xx or 3xx responses: 12");
    }

    @Test
    void failsWhenConnectionsBroke() {
        assertThatThrownBy(
                        () -> Wrk.figure(PRINTED.formatted("  Socket errors: connect 0, read 3, write 0, timeout 0\n")))
                .isInstanceOf(BenchFailure.class)
                .hasMessage("wrk: Socket errors: connect 0, read 3, write 0, timeout 0");
    }
}
