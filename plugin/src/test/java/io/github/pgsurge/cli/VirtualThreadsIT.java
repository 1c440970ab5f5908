package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.testing.MeasuresTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Thousands of virtual users on the threads that the Java at hand has. */
@Isolated("takes all of the machine")
@MeasuresTime
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class VirtualThreadsIT {
    private static final int FIRST_WITH_VIRTUAL = 21;
    private static final int VUS = 2_000;

    @TempDir
    private Path folder;

    /** The home of a Java that has virtual threads: this one, or one beside it. */
    private static Optional<Path> javaWithVirtualThreads() throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        try (Stream<Path> beside = Files.list(own.getParent())) {
            return Stream.concat(Stream.of(own), beside.sorted())
                    .filter(home -> feature(home) >= FIRST_WITH_VIRTUAL)
                    .findFirst();
        }
    }

    private static int feature(Path home) {
        Properties release = new Properties();
        try (InputStream file = Files.newInputStream(home.resolve("release"))) {
            release.load(file);
        } catch (IOException noJava) {
            return 0;
        }
        String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Runtime.Version.parse(version.replaceFirst("^1\\..*", "8")).feature();
    }

    @Test
    void twoThousandUsersNeedAFewThreads() throws Exception {
        Optional<Path> java = javaWithVirtualThreads();
        assumeTrue(java.isPresent(), "no Java from 21 up is beside this one");
        try (StaticGateway gateway = StaticGateway.start()) {
            PgsurgeProcess run = gateway.loads(Launch.pgsurge(folder, "run", "baseline"))
                    .arguments("--stages", "0s:" + VUS + ",10s:" + VUS)
                    .with("THINK_TIME", "1s-3s")
                    .onJava(java.get())
                    .withRules("errors rate <= 0%")
                    .run()
                    .exited(0);
            RunResult result = run.result();

            // each user comes about 4.5 times in ten seconds; who joins late or waits for a busy machine comes less
            // often
            assertThat(result.total().count()).isBetween(3L * VUS, 5L * VUS);
            assertThat(run.output()).doesNotContain("platform threads");
            assertThat((long) PlainValues.of(result.findings()).get("client").get("threads_peak"))
                    .isLessThan(200);
        }
    }

    @Test
    void onPlatformThreadsTheRunSaysWhatItNeeds() throws Exception {
        try (StaticGateway gateway = StaticGateway.start()) {
            PgsurgeProcess run = gateway.loads(Launch.pgsurge(folder, "run", "baseline"))
                    .arguments("--stages", "0s:1000,3s:1000", "-J", "vu.threads=platform")
                    .with("THINK_TIME", "1s-3s")
                    .withRules("errors rate <= 0%")
                    .run()
                    .exited(0);

            assertThat(run.output())
                    .contains(
                            "1,000 virtual users on platform threads need about 0.2 GB of memory and 1,100 threads; ");
            assertThat((long) PlainValues.of(run.result().findings())
                            .get("client")
                            .get("threads_peak"))
                    .isGreaterThan(1_000);
        }
    }
}
