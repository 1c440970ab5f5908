package io.github.pgsurge.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorLogTest {
    @TempDir
    private Path folder;

    @Test
    void isThereFromItsFirstLineOnAndReadableAtAnyTime() throws IOException {
        Path file = folder.resolve("server.jsonl");
        MonitorLog series = new MonitorLog(file);
        try (series) {
            assertThat(file).doesNotExist();
            series.append(
                    "postgres",
                    "db:5432",
                    Instant.EPOCH,
                    Fields.builder().put("backends", 3).build());
            assertThat(file)
                    .hasContent("{\"at\":\"1970-01-01T00:00:00Z\",\"source\":\"postgres\",\"server\":\"db:5432\","
                            + "\"backends\":3}");
        }
        series.append(
                "postgres",
                "db:5432",
                Instant.EPOCH,
                Fields.builder().put("backends", 4).build());
        assertThat(file).content().hasLineCount(1);
    }
}
