package io.github.pgsurge.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ContenderResultsTest {
    private static ContenderResult result(String name, double cpu, double... rowsPerS) {
        return ContenderResult.of(
                name,
                Arrays.stream(rowsPerS)
                        .mapToObj(rows -> new RoundFigure(rows, OptionalDouble.of(cpu)))
                        .toList());
    }

    private static ContenderResult withoutClient(String name, double rowsPerS) {
        return ContenderResult.of(name, List.of(new RoundFigure(rowsPerS, OptionalDouble.empty())));
    }

    private final ContenderResults results = new ContenderResults(
            WritesBench.SPEC,
            List.of(
                    result("copy-binary", 4.25, 90_000, 120_000, 100_000),
                    result(Pgbench.NAME, 1.5, 80_000, 70_000, 90_000),
                    result(WritesBench.STOCK, 9, 40_000),
                    withoutClient(ServerCopy.NAME, 130_000)));

    @Test
    void ratioIsThatOfTheMedians() {
        assertThat(results.ratio(results.all().get(0), Pgbench.NAME)).hasValue(1.25);
        assertThat(results.ratio(results.all().get(0), WritesBench.STOCK)).hasValue(2.5);
    }

    @Test
    void tableShowsMedianSpreadCpuAndRatios() {
        assertThat(results.table())
                .containsExactly(
                        "                    rows/s median          (min - max)  client CPU us/row  x pgbench  x stock JDBC",
                        "copy-binary               100,000   (90,000 - 120,000)                4.3       1.25          2.50",
                        "pgbench                    80,000    (70,000 - 90,000)                1.5       1.00          2.00",
                        "stock JDBC Request         40,000    (40,000 - 40,000)                9.0       0.50          1.00",
                        "server-only COPY          130,000  (130,000 - 130,000)                  -       1.63          3.25");
    }

    @Test
    void leavesOutTheRatioToWhatWasNotMeasured() {
        ContenderResults alone = new ContenderResults(
                WritesBench.SPEC, List.of(result("values", 7, 50_000), result(WritesBench.STOCK, 9, 40_000)));

        assertThat(alone.table().get(0)).doesNotContain("pgbench").contains("x stock JDBC");
        assertThat(alone.ratio(alone.all().get(0), Pgbench.NAME)).isEmpty();
    }

    @Test
    void jsonHoldsEveryRoundAndLeavesOutWhatWasNotMeasured() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(BenchJson.text(Map.of("postgres", Map.of("fsync", "on"), "cpu_count", 2), results));

        assertThat(json.at("/schema").asText()).isEqualTo("pgsurge-bench-writes/1");
        assertThat(json.at("/postgres/fsync").asText()).isEqualTo("on");
        assertThat(json.at("/cpu_count").asInt()).isEqualTo(2);
        JsonNode copy = json.at("/results/copy-binary");
        assertThat(copy.at("/rows_per_s/median").asDouble()).isEqualTo(100_000);
        assertThat(copy.at("/rows_per_s/rounds").size()).isEqualTo(3);
        assertThat(copy.at("/client_cpu_us_per_row/median").asDouble()).isEqualTo(4.25);
        assertThat(copy.at("/ratio_to_pgbench").asDouble()).isEqualTo(1.25);
        assertThat(json.at("/results/server-only COPY").has("client_cpu_us_per_row"))
                .isFalse();
    }
}
