package io.github.pgsurge.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.connection.GuardState;
import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.Exposition;
import io.github.pgsurge.metrics.Scrape;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.report.Recordings;
import io.github.pgsurge.report.RunIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LiveCollectorTest {
    private static final RunIdentity IDENTITY =
            new RunIdentity("run-1", "baseline", Optional.empty(), Optional.of("pooled"), Recordings.START);
    private static final String INFO = "pgsurge_run_info{plan=\"baseline\",run_id=\"run-1\",target=\"pooled\"}";

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger finals = new AtomicInteger();
    private final LiveCollector series = new LiveCollector(Catalogue.installed(), IDENTITY, finals::incrementAndGet);

    private RunObserver.Moment moment(int seconds, int requests, Findings live, boolean last) {
        Snapshot total = new Recordings().requests("read", requests).after(Duration.ofSeconds(seconds));
        return new RunObserver.Moment(
                Duration.ofSeconds(seconds),
                total,
                () -> {
                    made.incrementAndGet();
                    return total;
                },
                50,
                live,
                List.of(),
                last);
    }

    private Scrape scrape() throws Exception {
        try (Exposition exposition = Exposition.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            exposition.registry().register(series);
            return Scrape.of(exposition.url());
        }
    }

    @Test
    void showsWhatTheRunIsAt() throws Exception {
        assertThat(scrape().value(INFO)).isEqualTo(1);
        series.observe(moment(
                5,
                12,
                PlainValues.findings(Map.of(
                        "connections",
                        Map.of("held", 48, "budget", 50, "free", 42),
                        "guard",
                        Map.of("state", "shedding"))),
                false));
        Scrape scrape = scrape();

        assertThat(scrape.value(INFO)).isEqualTo(1);
        assertThat(scrape.value("pgsurge_vus")).isEqualTo(50);
        assertThat(scrape.value("pgsurge_run_elapsed_seconds")).isEqualTo(5);
        assertThat(scrape.value("pgsurge_connections_held")).isEqualTo(48);
        assertThat(scrape.value("pgsurge_connections_budget")).isEqualTo(50);
        assertThat(scrape.value("pgsurge_connections_free")).isEqualTo(42);
        for (GuardState state : GuardState.values()) {
            assertThat(scrape.value("pgsurge_guard_state{state=\"" + state + "\"}"))
                    .isEqualTo(state == GuardState.SHEDDING ? 1 : 0);
        }
        assertThat(scrape.value("pgsurge_samples_total{label=\"read\",outcome=\"ok\"}"))
                .isEqualTo(12);
    }

    @Test
    void hasNoConnectionsWithoutAPool() throws Exception {
        series.observe(moment(1, 1, Findings.NONE, false));

        assertThat(scrape().text()).doesNotContain("connections", "guard");
    }

    @Test
    void makesTheTotalOncePerSecondAndOnlyForWhoAsks() throws Exception {
        series.observe(moment(1, 1, Findings.NONE, false));
        series.observe(moment(2, 2, Findings.NONE, false));
        assertThat(made).hasValue(0);
        scrape();
        scrape();
        assertThat(made).hasValue(1);
    }

    @Test
    void saysWhenTheFiguresAreFinal() throws Exception {
        series.observe(moment(1, 1, Findings.NONE, false));
        assertThat(finals).hasValue(0);
        series.observe(moment(2, 2, Findings.NONE, true));
        assertThat(finals).hasValue(1);
        assertThat(scrape().sum("pgsurge_samples_total")).isEqualTo(2);
    }
}
