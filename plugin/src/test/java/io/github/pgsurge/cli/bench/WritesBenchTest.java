package io.github.pgsurge.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WritesBenchTest {
    @Test
    void eachRoundBeginsWithAnotherContender() {
        List<String> contenders = List.of("a", "b", "c", "d", "e", "f");

        assertThat(WritesBench.order(contenders, 0, 3)).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(WritesBench.order(contenders, 1, 3)).containsExactly("c", "d", "e", "f", "a", "b");
        assertThat(WritesBench.order(contenders, 2, 3)).containsExactly("e", "f", "a", "b", "c", "d");
    }

    @Test
    void measuresEveryIngestModeAndThreeOthers() {
        assertThat(WritesBench.names())
                .containsExactly(
                        "single",
                        "batch",
                        "values",
                        "unnest",
                        "copy-text",
                        "copy-binary",
                        "pgbench",
                        "stock JDBC Request",
                        "server-only COPY");
    }
}
