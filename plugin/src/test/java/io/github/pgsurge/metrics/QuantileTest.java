package io.github.pgsurge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantileTest {
    @ParameterizedTest
    @CsvSource({"P50, 20", "P90, 100", "P95, 200", "P99, 1000", "P999, 10000"})
    void needsTenSamplesBeyondIt(Quantile quantile, long least) {
        assertThat(quantile.supportedBy(least)).isTrue();
        assertThat(quantile.supportedBy(least - 1)).isFalse();
    }
}
