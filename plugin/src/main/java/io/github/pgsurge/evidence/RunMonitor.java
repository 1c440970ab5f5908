package io.github.pgsurge.evidence;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Watches a server beside the load, on threads of its own. What keeps it from watching it says once and goes on: a monitor
 * never disturbs the load.
 *
 * <p>{@link #begin} is called once, before the load; {@link #observe} every second, and with the last moment the final
 * reading is due, while the run's connections are still open; the rest as of a {@link RunObserver}.
 */
public interface RunMonitor extends RunObserver {
    /**
     * What a monitor is given.
     *
     * @param series takes its readings
     * @param registry where its collectors are registered; empty when nothing is served to Prometheus. A collector that
     *     throws fails the whole scrape
     * @param warmup time at the start that is left out of the figures
     * @param out takes lines for the terminal
     */
    record Surroundings(
            MonitorLog series, Optional<PrometheusRegistry> registry, Duration warmup, Consumer<String> out) {}

    /** Takes the first reading, in seconds at most, and goes on reading. */
    void begin(Surroundings surroundings);
}
