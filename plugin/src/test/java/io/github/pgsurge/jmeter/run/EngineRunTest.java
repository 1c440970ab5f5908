package io.github.pgsurge.jmeter.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.connection.ConnectionManager;
import io.github.pgsurge.connection.GuardAction;
import io.github.pgsurge.connection.GuardSettings;
import io.github.pgsurge.connection.PoolSettings;
import io.github.pgsurge.connection.RunLabel;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.graphql.EndpointSettings;
import io.github.pgsurge.graphql.GraphqlEndpoint;
import io.github.pgsurge.graphql.SchemaSource;
import io.github.pgsurge.graphql.TlsFiles;
import io.github.pgsurge.graphql.TokenSource;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.testing.TestPostgres;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.jmeter.threads.JMeterContextService;
import org.apache.jmeter.threads.JMeterVariables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineRunTest {
    private static final String VARIABLE = "target";

    private EngineRun run;

    @BeforeEach
    void ofARunOfItsOwn() {
        JMeterContextService.getContext().setVariables(new JMeterVariables());
        run = EngineRun.current();
    }

    @AfterEach
    void leaveNoRun() {
        JMeterContextService.getContext().setVariables(null);
    }

    @Test
    void findsAPoolAndAnEndpointOfOneName() throws Exception {
        try (ConnectionManager pool = pool();
                GraphqlEndpoint endpoint = endpoint()) {
            run.publish(VARIABLE, ConnectionManager.class, pool);
            run.publish(VARIABLE, GraphqlEndpoint.class, endpoint);

            assertThat(run.published(VARIABLE, ConnectionManager.class)).contains(pool);
            assertThat(run.published(VARIABLE, GraphqlEndpoint.class)).contains(endpoint);
            assertThat(run.published(ConnectionManager.class)).hasSize(1).containsEntry(VARIABLE, pool);
            assertThat(run.published(GraphqlEndpoint.class)).hasSize(1).containsEntry(VARIABLE, endpoint);
        }
    }

    private static ConnectionManager pool() throws Rejection {
        TestPostgres server = TestPostgres.shared();
        return ConnectionManager.open(
                Dsn.builder()
                        .hosts(server.host())
                        .port(Integer.toString(server.port()))
                        .database(server.database())
                        .user(server.user())
                        .password(Secret.of(server.password()))
                        .build(),
                PoolSettings.of(1, 0, Duration.ofSeconds(5), Duration.ZERO),
                GuardSettings.of(1, GuardAction.WARN, false, Duration.ofSeconds(1), "postgres", Optional.empty()),
                new RunLabel("names", ""),
                event -> {});
    }

    /** One that is asked for nothing when it is opened. */
    private static GraphqlEndpoint endpoint() throws Rejection {
        return GraphqlEndpoint.open(new EndpointSettings(
                URI.create("http://127.0.0.1:1/graphql"),
                Optional.empty(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                true,
                TlsFiles.of("", "", ""),
                new TokenSource.None(),
                new SchemaSource.Unchecked(),
                1_000));
    }

    @Test
    void theLastOfAnyTypeStandsUnderItsName() {
        run.publish(VARIABLE, Integer.class, 1);
        run.publish(VARIABLE, Integer.class, 2);

        assertThat(run.published(VARIABLE, Integer.class)).contains(2);
        assertThat(run.published("other", Integer.class)).isEmpty();
        assertThat(run.published(VARIABLE, Long.class)).isEmpty();
    }

    @Test
    void theFirstWhoAsksMakesWhatIsShared() {
        assertThat(run.shared(VARIABLE, String.class, () -> "made")).isEqualTo("made");
        assertThat(run.shared(VARIABLE, String.class, () -> "made again")).isEqualTo("made");
        assertThat(run.published(VARIABLE, String.class)).contains("made");
    }
}
