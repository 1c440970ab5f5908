package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.client.ClientCheck;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.Sample;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.pgbouncer.canary.Canary;
import io.github.pgsurge.pgbouncer.canary.CanaryObserver;
import io.github.pgsurge.run.AbortWatch;
import io.github.pgsurge.run.DriftObserver;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.verdict.Rules;
import io.github.pgsurge.verdict.ThresholdResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Who looks at every test that is recorded. A new observer is a line here. Thread safe. */
final class DefaultObservers {
    private final CanaryObserver canary = new CanaryObserver();
    private final List<RunObserver> all = new ArrayList<>();

    /**
     * They look at nothing yet.
     *
     * @param abort ends the test for a rule that is broken beyond hope
     */
    DefaultObservers(
            ElementSettings values,
            EngineFacts facts,
            Supplier<Rules> rules,
            Consumer<ThresholdResult> abort,
            Optional<MetricsEndpoint> endpoint)
            throws Rejection {
        Duration warmup = values.duration(Setting.WARMUP);
        all.add(RunDisplay.of(values.duration(Setting.REPORT_INTERVAL), facts::planned));
        all.add(new DriftObserver(facts::database, facts::gateway));
        ArrivalFacts arrivals = facts.arrivals();
        all.add(arrivals);
        all.add(new ClientCheck(List.of(arrivals::shortage)));
        all.add(canary);
        all.add(new AbortWatch(rules, warmup, abort));
        endpoint.ifPresent(open -> all.add(open.observer(facts.identity())));
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
