package io.github.pgsurge.pgbouncer.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.evidence.Estimate;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.MonitorLog;
import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.pgbouncer.console.AdminConsole;
import io.github.pgsurge.pgbouncer.console.ConsoleException;
import io.github.pgsurge.pgbouncer.console.ConsoleOptions;
import io.github.pgsurge.pgbouncer.console.FakeConsole;
import io.github.pgsurge.pgbouncer.console.Transcript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a console whose counters stand where the test puts them. */
class PoolerTrafficCheckTest {
    private final AtomicReference<Transcript> said = new AtomicReference<>(Transcript.of("1.18"));
    private FakeConsole console;

    @BeforeEach
    void open() throws Exception {
        console = FakeConsole.of(said::get);
    }

    @AfterEach
    void close() throws Exception {
        console.close();
    }

    private AdminConsole connect() throws ConsoleException {
        return AdminConsole.connect(
                console.address(), ConsoleOptions.plain("stats", Secret.NONE, Duration.ofSeconds(5)));
    }

    private PoolerTrafficCheck begun(Set<String> others) {
        PoolerTrafficCheck check = new PoolerTrafficCheck(this::connect, () -> others);
        check.begin(new RunObserver.Surroundings(
                new MonitorLog(Path.of("unused")), Optional.empty(), Duration.ZERO, line -> {}));
        return check;
    }

    private void queriesAre(int total) {
        said.set(Transcript.of("1.18").with("SHOW STATS", 0, "total_query_count", total));
    }

    @Test
    void queriesAreCountedFromTheBeginToTheFirstQuestion() {
        PoolerTrafficCheck check = begun(Set.of());
        queriesAre(3_040);
        assertThat(check.doubt()).isEmpty();
        queriesAre(9_999);
        Findings found = check.findings();
        assertThat(PlainValues.of(found)).isEqualTo(Map.of("pgbouncer", Map.of("queries", Map.of("app", 40L))));
        assertThat(found.estimate(PoolerBlock.QUERIES)).hasValue(Estimate.exact(40));
    }

    @Test
    void countersThatStandStillAreAReasonForDoubt() {
        assertThat(begun(Set.of()).doubt())
                .hasValue("PgBouncer's query counter did not move: the load did not go through it");
    }

    @Test
    void queriesOfOthersProveNothing() {
        PoolerTrafficCheck check = begun(Set.of("app"));
        queriesAre(3_040);
        assertThat(check.doubt()).isPresent();
        assertThat(PlainValues.of(check.findings())).containsKey("pgbouncer");
    }

    @Test
    void aConsoleThatIsGoneIsAReasonForDoubt() throws Exception {
        PoolerTrafficCheck check = begun(Set.of());
        console.close();
        assertThat(check.doubt().orElse("")).startsWith("nothing proves that the load went through PgBouncer: ");
        assertThat(PlainValues.of(check.findings())).isEqualTo(Map.of("pgbouncer", Map.of("queries", Map.of())));
    }
}
