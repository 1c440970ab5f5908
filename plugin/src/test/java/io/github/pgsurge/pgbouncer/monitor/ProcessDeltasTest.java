package io.github.pgsurge.pgbouncer.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.pgbouncer.console.AdminConsole;
import io.github.pgsurge.pgbouncer.console.ConsoleOptions;
import io.github.pgsurge.pgbouncer.console.FakeConsole;
import io.github.pgsurge.pgbouncer.console.Transcript;
import io.github.pgsurge.verdict.Evidence;
import io.github.pgsurge.verdict.Rules;
import io.github.pgsurge.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arithmetic between readings, on versions that are not on this machine: reconstructed columns, made-up values. */
class ProcessDeltasTest {
    private static final long SECOND = 1_000_000_000;

    private final ProcessDeltas deltas = new ProcessDeltas();

    /** Reads the transcript as if at that second. */
    private static ProcessReading reading(Transcript transcript, double second, int session) throws Exception {
        try (FakeConsole fake = FakeConsole.of(() -> transcript);
                AdminConsole console = AdminConsole.connect(
                        fake.address(), ConsoleOptions.plain("stats", Secret.NONE, Duration.ofSeconds(5)))) {
            ProcessReading taken = ProcessReading.take(console, session, ProcessReading.Edition.of(console), Map.of());
            return new ProcessReading(
                    Math.round(second * SECOND),
                    session,
                    taken.version(),
                    taken.stats(),
                    taken.ownQueries(),
                    taken.pools(),
                    taken.databases(),
                    taken.servers(),
                    taken.paused(),
                    taken.cpu());
        }
    }

    private static Map<String, Object> block(ProcessDeltas of) {
        return PlainValues.of(of.fields());
    }

    private static double number(Map<String, Object> block, String field) {
        return ((Number) block.get(field)).doubleValue();
    }

    @Test
    void everyFigureOfTheNewestVersion() throws Exception {
        Transcript before = Transcript.of("1.25");
        Transcript after = before.with("SHOW STATS", 0, "total_server_assignment_count", 900 + 500)
                .with("SHOW STATS", 0, "total_xact_count", 1_000 + 500)
                .with("SHOW STATS", 0, "total_query_count", 3_000 + 2_000)
                .with("SHOW STATS", 0, "total_received", 40_000 + 8_000)
                .with("SHOW STATS", 0, "total_sent", 50_000 + 16_000)
                .with("SHOW STATS", 0, "total_query_time", 6_000_000 + 4_000_000)
                .with("SHOW STATS", 0, "total_wait_time", 1_500_000 + 1_000_000)
                .with("SHOW STATS", 0, "total_client_parse_count", 60 + 40)
                .with("SHOW STATS", 0, "total_server_parse_count", 20 + 10)
                .with("SHOW STATS", 0, "total_bind_count", 2_000 + 1_000);
        deltas.add(reading(before, 100, 1));
        deltas.add(reading(after, 104, 1));

        Map<String, Object> block = block(deltas);
        assertThat(block)
                .containsEntry("version", "1.25.1")
                .containsEntry("queries", Map.of("app", 2_000L))
                .containsEntry("queries_total", 2_000L)
                .containsEntry("transactions", 500L)
                .containsEntry("server_assignments", 500L)
                .containsEntry("queries_per_s", 500.0)
                .containsEntry("transactions_per_s", 125.0)
                .containsEntry("wait_per_query_ms", 0.5)
                .containsEntry("wait_share", 0.25)
                .containsEntry("assignments_per_transaction", 1.0)
                .containsEntry("client_parses_per_bind", 0.04)
                .containsEntry("server_parses_per_bind", 0.01)
                .containsEntry("received_bytes_per_s", 2_000.0)
                .containsEntry("sent_bytes_per_s", 4_000.0)
                .containsEntry("server_connects", 0L)
                .containsEntry("restarts", 0L)
                .containsEntry("cl_active_max", 12L)
                .containsEntry("cl_waiting_max", 3L)
                .containsEntry("cl_waiting_s", 4.0)
                .containsEntry("maxwait_ms", 1_250.0)
                .containsEntry("sv_active_max", 4L)
                .containsEntry("sv_used_max", 1L)
                .containsEntry("sv_login_max", 1L)
                .containsEntry("server_connections_max", 10L)
                .containsEntry("pool_size", 20L)
                .containsEntry("pool_use_max", 0.2)
                .containsEntry("multiplexing_seed", 3.0)
                .containsEntry("watched_s", 4.0)
                .doesNotContainKey("cpu_share");
    }

    @Test
    void idleClientsDoNotCountAsServedWhereAssignmentsAreCounted() throws Exception {
        // one server connection, active; 15 clients; it held 4 at the begin, and 2 more were served
        for (String version : List.of("1.22", "1.25")) {
            ProcessDeltas one = new ProcessDeltas();
            Transcript before = Transcript.of(version);
            one.add(reading(before, 10, 1));
            one.add(reading(
                    version.equals("1.25")
                            ? before.with("SHOW STATS", 0, "total_server_assignment_count", 902)
                            : before,
                    12,
                    1));
            assertThat(number(block(one), "multiplexing")).isEqualTo(version.equals("1.25") ? 6 : 15);
        }
    }

    @Test
    void aServerConnectionIsUsedWhenItIsActiveOrItsLastUseChanged() throws Exception {
        Transcript idle = Transcript.of("1.22").with("SHOW SERVERS", 0, "state", "idle");
        deltas.add(reading(idle, 10, 1));
        deltas.add(reading(idle, 12, 1));
        assertThat(block(deltas)).doesNotContainKey("multiplexing");
        deltas.add(reading(idle.with("SHOW SERVERS", 0, "request_time", "2024-01-01 10:00:09 UTC"), 14, 1));
        assertThat(block(deltas)).containsEntry("multiplexing", 15.0).containsEntry("server_connects", 0L);
    }

    @Test
    void aServerConnectionThatWasNotThereIsANewOne() throws Exception {
        Transcript before = Transcript.of("1.22");
        deltas.add(reading(before, 10, 1));
        deltas.add(reading(before.with("SHOW SERVERS", 0, "local_port", 40_101), 11, 1));
        deltas.add(reading(before.with("SHOW SERVERS", 0, "connect_time", "2024-01-01 10:00:02 UTC"), 12, 1));
        assertThat(block(deltas)).containsEntry("server_connects", 2L);
    }

    @Test
    void countersThatBeganAnewAreNoNegativeRate() throws Exception {
        Transcript before = Transcript.of("1.18");
        Transcript after = before.with("SHOW STATS", 0, "total_query_count", 7)
                .with("SHOW STATS", 0, "total_wait_time", 70)
                .with("SHOW STATS", 1, "total_query_count", 1);
        deltas.add(reading(before, 10, 1));
        ProcessDeltas.Step step = deltas.add(reading(after, 11, 2));
        assertThat(step.restarted()).isTrue();
        assertThat(block(deltas))
                .containsEntry("queries_total", 7L)
                .containsEntry("restarts", 1L)
                .containsEntry("wait_per_query_ms", 0.01);
    }

    @Test
    void aRestartIsNoticedWhereTheLoadHasOvertakenTheOldCounters() throws Exception {
        Transcript before = Transcript.of("1.18");
        Transcript after =
                before.with("SHOW STATS", 0, "total_query_count", 9_000).with("SHOW STATS", 1, "total_query_count", 17);
        deltas.add(reading(before, 10, 1));
        deltas.add(reading(after, 11, 2));
        assertThat(block(deltas)).containsEntry("queries_total", 9_000L).containsEntry("restarts", 1L);
    }

    @Test
    void aNewConnectionToTheSameProcessIsNoRestart() throws Exception {
        Transcript before = Transcript.of("1.18");
        Transcript after =
                before.with("SHOW STATS", 0, "total_query_count", 3_010).with("SHOW STATS", 1, "total_query_count", 18);
        deltas.add(reading(before, 10, 1));
        deltas.gap();
        deltas.add(reading(after, 20, 2));
        assertThat(block(deltas))
                .containsEntry("queries_total", 10L)
                .containsEntry("restarts", 0L)
                .containsEntry("cl_waiting_s", 0.0);
    }

    @Test
    void aDatabaseThatWasForgottenCountsFromZeroWithoutARestart() throws Exception {
        Transcript before = Transcript.of("1.18");
        deltas.add(reading(before, 10, 1));
        deltas.add(reading(before.with("SHOW STATS", 0, "total_query_count", 4), 11, 1));
        assertThat(block(deltas)).containsEntry("queries_total", 4L).containsEntry("restarts", 0L);
    }

    @Test
    void theMeasuredTimeBeginsAtTheLastReading() throws Exception {
        Transcript before = Transcript.of("1.18");
        deltas.add(reading(before, 10, 1));
        deltas.add(reading(before.with("SHOW STATS", 0, "total_query_count", 4_000), 15, 1));
        deltas.begin();
        deltas.add(reading(
                before.with("SHOW STATS", 0, "total_query_count", 4_060).with("SHOW POOLS", 0, "cl_waiting", 0),
                17,
                1));
        assertThat(block(deltas))
                .containsEntry("queries_total", 60L)
                .containsEntry("watched_s", 2.0)
                .containsEntry("cl_waiting_max", 3L)
                .containsEntry("cl_waiting_s", 0.0);
        assertThat(number(block(deltas), "queries_per_s")).isCloseTo(30, within(1e-9));
    }

    private static Optional<Rules> rule(String field, String unit) {
        try {
            return Optional.of(Rules.parse(Catalogue.installed(), "rules", "pgbouncer." + field + " >= 0" + unit));
        } catch (Rejection otherUnit) {
            return Optional.empty();
        }
    }

    @Test
    void aRuleCanBeAboutEveryNumber() throws Exception {
        Transcript before = Transcript.of("1.25");
        deltas.add(reading(before, 10, 1));
        deltas.add(reading(
                before.with("SHOW STATS", 0, "total_xact_count", 1_001)
                        .with("SHOW STATS", 0, "total_query_count", 3_001)
                        .with("SHOW STATS", 0, "total_query_time", 6_000_001)
                        .with("SHOW STATS", 0, "total_bind_count", 2_001),
                12,
                1));
        Findings found = Findings.builder()
                .putAll(deltas.findings())
                .put(PoolerBlock.CPU, 0.5)
                .put(PoolerBlock.CPU_SHARE, 0.25)
                .build();
        Fields block = found.block("pgbouncer");
        Snapshot nothing = new Snapshot(Instant.EPOCH, Instant.EPOCH.plusSeconds(2), 0, new TreeMap<>());
        block.values().forEach((field, value) -> {
            Findings figures = Findings.of(
                    Map.of("pgbouncer", Fields.builder().put(field, value).build()));
            assertThat(Stream.of("", "s", "%")
                            .flatMap(unit -> rule(field, unit).stream())
                            .findFirst())
                    .as(field)
                    .hasValueSatisfying(rules -> assertThat(rules.evaluate(Evidence.of(nothing, figures)))
                            .singleElement()
                            .satisfies(result -> assertThat(result.result()).isEqualTo(Verdict.PASS)));
        });
        assertThat(block.values())
                .containsKeys(
                        "multiplexing", "multiplexing_seed", "assignments_per_transaction", "server_parses_per_bind");
    }

    @Test
    void readsAsALine() throws Exception {
        Transcript before = Transcript.of("1.22");
        deltas.add(reading(before, 10, 1));
        deltas.add(reading(
                before.with("SHOW STATS", 0, "total_query_count", 3_000 + 12_345)
                        .with("SHOW STATS", 0, "total_wait_time", 1_500_000 + 3_703_500),
                70,
                1));
        assertThat(PoolerLine.of(deltas.figures().orElseThrow(), deltas.peaks()))
                .isEqualTo("12,345 queries (206/s), wait 0.3 ms a query, at most 3 waiting, 10 of 20 server connections"
                        + " open, 4 busy when looked at, 15.0 clients to a connection");
    }
}
