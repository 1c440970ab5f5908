package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.client.ClientCheck;
import io.github.pgsurge.connection.ConnectionManager;
import io.github.pgsurge.connection.ConnectionObserver;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.graphql.EndpointObserver;
import io.github.pgsurge.graphql.GraphqlEndpoint;
import io.github.pgsurge.metrics.Sample;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.pgbouncer.canary.Canary;
import io.github.pgsurge.pgbouncer.canary.CanaryObserver;
import io.github.pgsurge.pgbouncer.console.ConsoleSettings;
import io.github.pgsurge.pgbouncer.monitor.PoolerTrafficCheck;
import io.github.pgsurge.run.AbortWatch;
import io.github.pgsurge.run.DriftObserver;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Settings;
import io.github.pgsurge.settings.Target;
import io.github.pgsurge.verdict.Rules;
import io.github.pgsurge.verdict.ThresholdResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Who looks on at every run. A new observer is a line here. Thread safe. */
final class DefaultObservers {
    private final CanaryObserver canary = new CanaryObserver();
    private final List<RunObserver> all = new ArrayList<>();

    /**
     * Makes the observers; none has begun yet.
     *
     * @param abort ends the run for a rule that is broken beyond hope
     */
    DefaultObservers(
            ElementSettings values,
            RunContext context,
            Supplier<Rules> rules,
            Consumer<ThresholdResult> abort,
            Optional<MetricsEndpoint> endpoint)
            throws Rejection {
        EngineRun engine = context.engine();
        Settings settings = context.settings();
        ConnectionObserver pools =
                new ConnectionObserver(() -> new TreeMap<>(engine.published(ConnectionManager.class)));
        EndpointObserver gateway = new EndpointObserver(
                () -> engine.published(GraphqlEndpoint.class).values(), gatewayPrepareThreshold(settings));
        all.add(pools);
        all.add(gateway);
        all.add(new EnvironmentObserver(settings, values.text(Setting.RESPONSE_CORRECTION)));
        if (settings.target().filter(Target.POOLED::equals).isPresent()) {
            all.add(trafficCheck(settings, gateway));
        }
        all.add(RunDisplay.of(values.duration(Setting.REPORT_INTERVAL), context::planned));
        all.add(new DriftObserver(pools::address, gateway::address));
        ArrivalObserver arrivals = ArrivalObserver.of(engine);
        all.add(arrivals);
        all.add(new ClientCheck(List.of(arrivals::shortage)));
        all.add(canary);
        all.add(new AbortWatch(rules, values.duration(Setting.WARMUP), abort));
        endpoint.ifPresent(open -> all.add(open.observer(context.identity())));
    }

    /** The sandbox's gateway says how it talks to the database; a gateway of the user's own does not. */
    private static OptionalInt gatewayPrepareThreshold(Settings settings) {
        String known = settings.isFromSandbox(Setting.BASE_URL) ? settings.sandbox("GATEWAY_PREPARE_THRESHOLD") : "";
        return known.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(known));
    }

    /**
     * Checks that the load went through the sandbox's PgBouncer. It does not matter which PgBouncer the plan's monitor watches.
     */
    private static PoolerTrafficCheck trafficCheck(Settings settings, EndpointObserver gateway) throws Rejection {
        ConsoleSettings consoles = ConsoleSettings.read(settings::ofSandbox);
        // fresh connections are queries too, and go through the pooler whatever the gateway does
        return new PoolerTrafficCheck(
                consoles::connectFirst, () -> gateway.isUsed() ? Set.of(settings.text(Setting.DB_NAME)) : Set.of());
    }

    List<RunObserver> all() {
        return all;
    }

    /** Tells those who look at single samples; a sample of the warm-up too. */
    void see(Sample sample) {
        if (Canary.RIGHT.equals(sample.code())) {
            canary.right();
        } else if (Canary.WRONG.equals(sample.code())) {
            canary.wrong(sample.message());
        }
    }
}
