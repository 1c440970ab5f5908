package io.github.pgsurge.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.connection.ConnectionManager;
import io.github.pgsurge.connection.GuardAction;
import io.github.pgsurge.connection.GuardListener;
import io.github.pgsurge.connection.GuardSettings;
import io.github.pgsurge.connection.PoolSettings;
import io.github.pgsurge.connection.RunLabel;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableLifecycleTest {
    private static final int AGENTS = 4;

    private final List<ConnectionManager> agents = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private Scratch db;

    @BeforeEach
    void open() throws Exception {
        db = new Scratch();
        for (int i = 0; i < AGENTS; i++) {
            agents.add(agent("agent" + i));
        }
    }

    @AfterEach
    void close() throws SQLException {
        agents.forEach(ConnectionManager::close);
        db.close();
    }

    private static ConnectionManager agent(String name) throws Rejection {
        TestPostgres server = TestPostgres.shared();
        Dsn dsn = Dsn.builder()
                .hosts(server.host())
                .port(Integer.toString(server.port()))
                .database(server.database())
                .user(server.user())
                .password(Secret.of(server.password()))
                .build();
        return ConnectionManager.open(
                dsn,
                PoolSettings.of(2, 0, Duration.ofSeconds(5), Duration.ZERO),
                GuardSettings.of(5, GuardAction.SHED, false, Duration.ofSeconds(1), "postgres", Optional.empty()),
                new RunLabel("run", name),
                GuardListener.NONE);
    }

    private synchronized void say(String line) {
        said.add(line);
    }

    private List<TableLifecycle> started(boolean cleanup) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AGENTS);
        try {
            List<TableLifecycle> lives = new ArrayList<>();
            List<Future<TableState>> states = new ArrayList<>();
            for (ConnectionManager agent : agents) {
                TableLifecycle life = new TableLifecycle(agent, db.loadTable("t", false, 500), cleanup);
                lives.add(life);
                states.add(threads.submit(() -> life.begin(this::say)));
            }
            int created = 0;
            for (Future<TableState> state : states) {
                created += state.get(30, TimeUnit.SECONDS).created() ? 1 : 0;
            }
            assertThat(created).isEqualTo(1);
            assertThat(db.count(db.table("t"))).isEqualTo(500);
            return lives;
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean isThere() throws SQLException {
        return db.ask("SELECT to_regclass('t') IS NOT NULL").equals("t");
    }

    @Test
    void agentsThatStartTogetherSeedOnceAndOnlyTheLastDrops() throws Exception {
        List<TableLifecycle> lives = started(true);
        for (TableLifecycle life : lives.subList(1, AGENTS)) {
            life.end(this::say);
            assertThat(isThere()).isTrue();
        }
        lives.get(0).end(this::say);
        assertThat(isThere()).isFalse();
        assertThat(said).filteredOn(line -> line.contains("dropped")).hasSize(1);
    }

    @Test
    void oneOfAgentsThatEndTogetherDrops() throws Exception {
        List<TableLifecycle> lives = started(true);
        ExecutorService threads = Executors.newFixedThreadPool(AGENTS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (TableLifecycle life : lives) {
                ends.add(threads.submit(() -> life.end(this::say)));
            }
            for (Future<?> end : ends) {
                end.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(isThere()).isFalse();
        assertThat(said).filteredOn(line -> line.contains("dropped")).hasSize(1);
    }

    @Test
    void withoutCleanupTheTableStays() throws Exception {
        for (TableLifecycle life : started(false)) {
            life.end(this::say);
        }
        assertThat(isThere()).isTrue();
    }

    @Test
    void anAgentThatDiedNoLongerUsesTheTable() throws Exception {
        List<TableLifecycle> lives = started(true);
        for (ConnectionManager dead : agents.subList(1, AGENTS)) {
            dead.close();
        }
        lives.get(0).end(this::say);
        assertThat(isThere()).isFalse();
    }
}
