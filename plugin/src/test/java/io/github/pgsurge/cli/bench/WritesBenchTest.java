package io.github.pgsurge.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WritesBenchTest {
    @Test
    void measuresEveryIngestModeAndThreeOthers() {
        assertThat(new WritesBench().names())
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
