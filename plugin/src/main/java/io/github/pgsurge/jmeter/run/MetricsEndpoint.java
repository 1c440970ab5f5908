package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.Exposition;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.report.RunIdentity;
import io.github.pgsurge.run.LiveCollector;
import io.github.pgsurge.settings.Setting;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The Prometheus endpoint of a test, from before its load until its final figures were scraped. Thread safe. */
final class MetricsEndpoint implements AutoCloseable {
    private static final String DEFAULT_HOST = "127.0.0.1";

    private final Exposition exposition;

    private MetricsEndpoint(Exposition exposition) {
        this.exposition = exposition;
    }

    /**
     * Opens it where {@link Setting#PROMETHEUS} says.
     *
     * @return empty when that is nowhere
     * @throws Rejection when that cannot be listened on
     */
    static Optional<MetricsEndpoint> open(ElementSettings values) throws Rejection {
        String where = values.text(Setting.PROMETHEUS);
        if (where.isEmpty()) {
            return Optional.empty();
        }
        int colon = where.lastIndexOf(':');
        String host = colon < 0 ? DEFAULT_HOST : where.substring(0, colon).replaceAll("[\\[\\]]", "");
        InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(where.substring(colon + 1)));
        try {
            return Optional.of(new MetricsEndpoint(Exposition.open(address)));
        } catch (IOException taken) {
            throw Rejection.usage(
                    Setting.PROMETHEUS + "=" + where + ": " + host + ":" + address.getPort()
                            + " cannot be listened on (" + taken.getMessage()
                            + "); give a port that is free, or 0 to have one chosen",
                    taken);
        }
    }

    /** Shows the run's figures to whoever scrapes. */
    RunObserver observer(RunIdentity identity) {
        LiveCollector series = new LiveCollector(Catalogue.installed(), identity, exposition::figuresAreFinal);
        exposition.registry().register(series);
        return series;
    }

    /** Where further series are registered. */
    PrometheusRegistry registry() {
        return exposition.registry();
    }

    /** Says where the metrics are. */
    void announce(Consumer<String> out) {
        out.accept("metrics at " + exposition.url());
    }

    /** Stays up for one scrape of the final figures when somebody has scraped so far, then closes. */
    void finish(Consumer<String> out) throws InterruptedException {
        try (exposition) {
            Optional<Duration> patience = exposition.patience();
            if (patience.isPresent()) {
                out.accept("metrics stay at " + exposition.url() + " until the final ones are scraped, at most "
                        + Math.max(1, Math.round(patience.get().toMillis() / 1e3)) + " s (a signal ends that)");
                exposition.awaitLastScrape(patience.get());
            }
        }
    }

    /** Has {@link #finish} done by a thread of its own, where nothing ends with the test. */
    void finishInBackground() {
        Thread thread = new Thread(
                () -> {
                    try {
                        finish(line -> {});
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                },
                "pgsurge-last-scrape");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends a waiting for the last scrape, also one that is yet to begin. */
    void stopWaiting() {
        exposition.stopWaiting();
    }

    @Override
    public void close() {
        exposition.close();
    }
}
