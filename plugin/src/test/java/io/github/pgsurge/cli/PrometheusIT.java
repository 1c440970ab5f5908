package io.github.pgsurge.cli;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.metrics.Scrape;
import io.github.pgsurge.report.LabelResult;
import io.github.pgsurge.report.RunJson;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.testing.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The endpoint of a real run, scraped by Debian's Prometheus and judged by its promtool. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PrometheusIT {
    private static final Pattern METRICS_AT = Pattern.compile("metrics at (http://127\\.0\\.0\\.1:\\d+/metrics)\n");
    private static final String WAITS = "metrics stay at ";

    @TempDir
    private Path folder;

    private Launch run(String... arguments) throws IOException {
        return Launch.pgsurge(
                        folder,
                        "run",
                        Launch.fixture("java-requests").toString(),
                        "--vus",
                        "2",
                        "-J",
                        "report.interval=1s")
                .arguments(arguments);
    }

    private static String url(PgsurgeProcess run) {
        run.awaitOutput("/metrics");
        Matcher said = METRICS_AT.matcher(run.out());
        assertThat(said.find()).as(run.out()).isTrue();
        return said.group(1);
    }

    private static Scrape scrapeWithSamples(String url) throws Exception {
        await("the first samples are there")
                .until(() -> Scrape.of(url).text().contains("pgsurge_samples_total{label=\"failing\""));
        return Scrape.of(url);
    }

    /** Scrapes once in the middle of the run, and no more: nothing is known then of how often. */
    private static void scrapeOnce(PgsurgeProcess run) throws Exception {
        String url = url(run);
        run.awaitElapsed(1);
        Scrape.of(url);
    }

    /** Has promtool read it; answers what it complains of. */
    private static String complaints(Scrape scrape) throws Exception {
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var in = promtool.getOutputStream()) {
            in.write(scrape.text().getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return promtool.waitFor() == 0 ? said : said + "exit code " + promtool.exitValue();
    }

    @Test
    void prometheusEndsWithTheVeryCountsOfTheRun() throws Exception {
        int port = FreePorts.tcp();
        try (PrometheusServer prometheus = PrometheusServer.scraping(folder, port);
                PgsurgeProcess run = run("--duration", "4s", "--prometheus", Integer.toString(port))
                        .start()) {
            Scrape during = scrapeWithSamples(url(run));
            assertThat(during.value("pgsurge_vus")).isEqualTo(2);
            assertThat(complaints(during)).isEmpty();
            await("Prometheus has scraped")
                    .until(() -> prometheus.query("sum(pgsurge_samples_total)").isPresent());
            run.awaitEnd().exited(0);

            RunResult result = run.result();
            LabelResult failing = result.labels().get("failing");
            assertThat(result.total().count()).isPositive();
            assertThat(prometheus.query("sum(last_over_time(pgsurge_samples_total[5m]))"))
                    .hasValue(result.total().count());
            assertThat(prometheus.query("last_over_time(pgsurge_errors_total{label='failing',code='E42'}[5m])"))
                    .hasValue(failing.errors());
            assertThat(prometheus.query("sum(last_over_time(pgsurge_latency_seconds_count{outcome='ok'}[5m]))"))
                    .hasValue(result.labels().get("steady").count());
            assertThat(prometheus.query("last_over_time(pgsurge_run_info{plan='java-requests',run_id='"
                            + result.identity().runId() + "'}[5m])"))
                    .hasValue(1);
        }
    }

    @Test
    void aPortThatIsTakenIsSaidBeforeTheLoad() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PgsurgeProcess run = run("--duration", "60s", "--prometheus", "127.0.0.1:" + taken.getLocalPort())
                    .run()
                    .exited(2);

            assertThat(run.err().lines().filter(line -> line.startsWith("pgsurge: ")))
                    .singleElement()
                    .asString()
                    .contains(
                            "PROMETHEUS=127.0.0.1:" + taken.getLocalPort(), "Address already in use", "0 to have one");
            assertThat(run.output()).doesNotContain("\tat ");
        }
    }

    @Test
    void aPortThatIsNoneIsSaidBeforeAnythingIsStarted() throws Exception {
        PgsurgeProcess run = run("--prometheus", "65536").run().exited(2);

        assertThat(run.err()).contains("PROMETHEUS=65536", "a port of 0 to 65535");
        assertThat(run.runDirectories()).isEmpty();
    }

    @Test
    void endsAtOnceWhenNobodyScraped() throws Exception {
        try (PgsurgeProcess run = Launch.jmeter(
                        folder, Launch.fixture("java-requests"), "-Jprometheus=0", "-Jvus=2", "-Jtest.run.duration=1s")
                .start()) {
            url(run);
            run.awaitEnd().exited(0);
            assertThat(run.out()).contains("Verdict: pass").doesNotContain(WAITS);
        }
    }

    @Test
    void aSignalEndsTheWaitingForTheLastScrapeAndKeepsTheVerdict() throws Exception {
        Path out = folder.resolve("out");
        try (PgsurgeProcess run = run("--duration", "3s", "--prometheus", "0", "--jtl", "--out", out.toString())
                .start()) {
            scrapeOnce(run);
            run.awaitOutput(WAITS);
            assertThat(run.isAlive()).isTrue();
            RunResult result = RunJson.read(out.resolve("run.json"), Catalogue.installed());
            try (var lines = Files.lines(out.resolve("samples.jtl"))) {
                assertThat(lines.count() - 1)
                        .as("the JTL is complete by then")
                        .isEqualTo(result.total().count());
            }
            run.signalAll("INT");
            run.awaitEnd(Duration.ofSeconds(5)).exited(0);
            assertThat(run.output()).as("no terminal is here").doesNotContain("\u001b");
        }
    }

    @Test
    void theControllerServesForItsAgentsWhichDoNot() throws Exception {
        int port = FreePorts.tcp();
        Path agentFolder = Files.createDirectory(folder.resolve("agent"));
        try (PgsurgeProcess agent = Launch.agent(agentFolder, port).start()) {
            agent.awaitOutput("Created remote object");
            try (PgsurgeProcess run = run(
                            "--duration",
                            "3s",
                            "--prometheus",
                            "0",
                            "--agents",
                            "127.0.0.1:" + port,
                            "-J",
                            "server.rmi.ssl.disable=true")
                    .start()) {
                scrapeOnce(run);
                run.awaitOutput(WAITS);
                Scrape last = Scrape.of(url(run));
                run.awaitEnd(Duration.ofSeconds(20)).exited(0);
                assertThat(last.sum("pgsurge_samples_total"))
                        .isEqualTo(run.result().total().count())
                        .isPositive();
            }
            assertThat(agent.output()).doesNotContain("metrics at");
            assertThat(Files.readString(agentFolder.resolve("agent-" + port + ".log")))
                    .doesNotContainIgnoringCase("prometheus");
        }
    }
}
