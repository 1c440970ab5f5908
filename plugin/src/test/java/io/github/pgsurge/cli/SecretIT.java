package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The password reaches the server and nothing else. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SecretIT {
    @TempDir
    Path folder;

    private static List<Path> holding(String secret, Stream<Path> files) throws IOException {
        List<Path> holding = new ArrayList<>();
        for (Path file : (Iterable<Path>) files::iterator) {
            if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret)) {
                holding.add(file);
            }
        }
        return holding;
    }

    private static List<Path> commandLinesHolding(String secret, PgsurgeProcess run) throws IOException {
        return holding(
                secret,
                run.pids().stream()
                        .map(pid -> Path.of("/proc/" + pid + "/cmdline"))
                        .filter(Files::exists));
    }

    private List<Path> filesHolding(String secret) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return holding(secret, files.filter(Files::isRegularFile));
        }
    }

    @Test
    void thePasswordIsInNoOutputNoFileAndNoProcessList() throws Exception {
        TestPostgres server = TestPostgres.shared();
        try (PgsurgeProcess run = Launch.writeLoad(folder, "--jtl")
                .on(server)
                .with("TABLE_NAME", "secret")
                .with("TEST_RUN_DURATION", "3s")
                .start()) {
            run.awaitElapsed(1);
            assertThat(run.pids()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(commandLinesHolding("ApacheJMeter.jar", run))
                    .as("the look works")
                    .isNotEmpty();
            assertThat(commandLinesHolding(server.password(), run)).isEmpty();
            run.awaitEnd().exited(0);
            assertThat(run.output()).doesNotContain(server.password());
            assertThat(run.runDirectory().resolve("samples.jtl")).isNotEmptyFile();
            assertThat(filesHolding("secret")).as("the look works").isNotEmpty();
            assertThat(filesHolding(server.password())).isEmpty();
        }
    }

    @Test
    void aWrongPasswordFromAnEnvFileIsInNoOutputAndNoLog() throws Exception {
        Path envFile = folder.resolve("my.env");
        Files.writeString(envFile, "DB_PASSWORD=wr0ng-password\n");
        Launch launch =
                Launch.writeLoad(folder, "--env-file", envFile.toString()).on(TestPostgres.shared());
        PgsurgeProcess run = launch.with("DB_PASSWORD", "").run().exited(2);
        assertThat(run.output()).contains("DB_PASSWORD").doesNotContain("wr0ng-password");
        assertThat(filesHolding("wr0ng-password")).containsExactly(envFile);
    }
}
