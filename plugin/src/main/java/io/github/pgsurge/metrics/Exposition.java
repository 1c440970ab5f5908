package io.github.pgsurge.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Prometheus endpoint of a run: one registry, and {@code GET /metrics} in the text formats of Prometheus and
 * OpenMetrics. Whoever has series registers a collector that makes them when somebody scrapes.
 *
 * <p>Its threads are daemons and end with {@link #close}. Thread safe.
 */
public final class Exposition implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Exposition.class);
    private static final String METRICS = "/metrics";
    private static final String INDEX =
            "<!DOCTYPE html><title>pgsurge</title><a href=\"metrics\">metrics of the run</a>\n";
    /** A scraper that hangs does not keep others from theirs. */
    private static final int THREADS = 4;

    private static final long LAST_ANSWERS_SECONDS = 1;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final MetricsHandler scrape = new MetricsHandler(registry);
    private final ScrapeWatch watch = new ScrapeWatch(System::nanoTime);
    private final Semaphore answering = new Semaphore(THREADS);
    private final HttpServer server;
    private final String url;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "pgsurge-prometheus");
        thread.setDaemon(true);
        return thread;
    });

    private Exposition(HttpServer server, String host) {
        this.server = server;
        url = "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":"
                + server.getAddress().getPort() + METRICS;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        // its own thread is a daemon only when the one that starts it is
        CompletableFuture.runAsync(server::start, threads).join();
    }

    /**
     * Opens the endpoint.
     *
     * @param address port 0 takes a free one
     * @throws IOException when the address cannot be listened on
     */
    public static Exposition open(InetSocketAddress address) throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        try {
            return new Exposition(server, address.getHostString());
        } catch (CompletionException failure) {
            server.stop(0);
            throw new IOException(failure.getCause());
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        answering.acquireUninterruptibly();
        try {
            respond(exchange);
        } finally {
            answering.release();
        }
    }

    private void respond(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!"GET".equals(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "GET");
            answer(exchange, 405, "text/plain", "only GET is answered\n");
        } else if (METRICS.equals(path)) {
            scrape(exchange);
        } else if ("/".equals(path)) {
            answer(exchange, 200, "text/html", INDEX);
        } else {
            answer(exchange, 404, "text/plain", "only " + METRICS + " is here\n");
        }
    }

    private void scrape(HttpExchange exchange) throws IOException {
        boolean takesFinalFigures = watch.begun();
        scrape.handle(exchange);
        if (exchange.getResponseCode() == 200) {
            watch.ended(takesFinalFigures);
        } else {
            log.warn("A scrape was answered with status {}", exchange.getResponseCode());
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Where further series are registered: a gauge keeps the very name that it is given. */
    public PrometheusRegistry registry() {
        return registry;
    }

    /** Where the metrics are, such as {@code http://127.0.0.1:9270/metrics}. */
    public String url() {
        return url;
    }

    /** Says that the figures do not change any more. */
    public void figuresAreFinal() {
        watch.figuresAreFinal();
    }

    /**
     * How long a scrape of the final figures is worth waiting for: twice the longest time that has passed between two
     * scrapes, 30 s at most; empty when nobody scrapes, the final figures were taken, or waiting was ended.
     */
    public Optional<Duration> patience() {
        return watch.patience();
    }

    /** Waits for a scrape of the final figures, or for {@link #stopWaiting}, no longer than this. */
    public void awaitLastScrape(Duration longest) throws InterruptedException {
        watch.await(longest);
    }

    /** Ends a waiting for the last scrape; one that begins later ends at once. */
    public void stopWaiting() {
        watch.stopWaiting();
    }

    /** Closes the port, once what is being answered has been; later calls do nothing. */
    @Override
    public synchronized void close() {
        stopWaiting();
        if (threads.isShutdown()) {
            return;
        }
        try {
            if (!answering.tryAcquire(THREADS, LAST_ANSWERS_SECONDS, TimeUnit.SECONDS)) {
                log.warn("A scrape is cut: the run has ended");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        threads.shutdown();
    }
}
