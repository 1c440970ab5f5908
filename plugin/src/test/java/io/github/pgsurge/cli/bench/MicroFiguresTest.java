package io.github.pgsurge.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.cli.bench.MicroFigures.Cost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicroFiguresTest {
    private static final String REPORT = """
            [ { "benchmark": "io.github.pgsurge.micro.RecorderBenchmark.recordOnOneThread",
                "primaryMetric": { "score": 52.71, "scoreError": 1.5, "scoreUnit": "ns/op" } },
              { "benchmark": "io.github.pgsurge.micro.RowGenerationBenchmark.row",
                "params": { "dataBytes": "1024" },
                "primaryMetric": { "score": 1317346.4, "scoreError": "NaN", "scoreUnit": "ns/op" } } ]
            """;

    @TempDir
    private Path folder;

    private MicroFigures read() throws Exception {
        return MicroFigures.read(Files.writeString(folder.resolve("jmh.json"), REPORT));
    }

    @Test
    void namesClassMethodAndParameters() throws Exception {
        assertThat(read().all())
                .containsExactly(
                        new Cost("Recorder.recordOnOneThread", 52.71, OptionalDouble.of(1.5)),
                        new Cost("RowGeneration.row dataBytes=1024", 1_317_346.4, OptionalDouble.empty()));
        assertThat(read().table())
                .containsExactly(
                        "Recorder.recordOnOneThread               52.7 ns  +- 1.5",
                        "RowGeneration.row dataBytes=1024  1,317,346.4 ns");
    }

    @Test
    void writesNanosecondsByName() throws Exception {
        Path json = folder.resolve("micro.json");
        read().write(json);
        assertThat(Files.readString(json))
                .contains("\"schema\" : \"pgsurge-bench-micro/1\"", "\"ns_per_op\" : 52.71", "\"error_ns\" : 1.5");
    }
}
