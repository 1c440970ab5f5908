package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.testing.MeasuresTime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A client that is short of CPU and memory says so in its results, and so does the report. */
@Isolated("takes all of the machine")
@MeasuresTime
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SelfCheckIT {
    @TempDir
    Path folder;

    @Test
    void aClientThatSpinsOnEveryCpuAndCollectsGarbageIsTheBottleneck() throws Exception {
        // the collections hold on a machine on which others take the CPUs, too
        PgsurgeProcess run = Launch.jmeter(folder, Launch.fixture("stock-spins"))
                .arguments("-Jthreads=" + 8 * Runtime.getRuntime().availableProcessors(), "-Jseconds=5")
                .run()
                .exited(0);

        Map<String, Object> client = PlainValues.of(run.result().findings()).get("client");
        assertThat(client).containsEntry("bottleneck", true);
        assertThat((double) client.get("gc_share")).isGreaterThan(0.1);
        assertThat(((List<?>) client.get("bottleneck_reasons")).stream().map(String::valueOf))
                .anyMatch(reason -> reason.startsWith("garbage collection stopped it for"));
        assertThat((double) client.get("cpu_share")).isGreaterThan(0.1);
        assertThat((double) client.get("stall_max_ms")).isGreaterThan(1);
        assertThat(((Number) client.get("peak_rss_bytes")).longValue()).isGreaterThan(50_000_000);
        assertThat(PlainValues.of(run.result().findings()).get("environment"))
                .containsKeys("client_cpu_s", "client_cpu_share");
        assertThat(PlainValues.of(run.result().findings())).as("of 5 s").doesNotContainKey("drift");
        assertThat(run.out().lines())
                .filteredOn(line -> line.startsWith("The client was the bottleneck: "))
                .hasSize(1);

        PgsurgeProcess report = Launch.pgsurge(
                        folder, "report", run.runDirectory().toString())
                .run()
                .exited(0);
        assertThat(report.out()).contains("stock-spins, run ").contains("The client was the bottleneck: ");
    }
}
