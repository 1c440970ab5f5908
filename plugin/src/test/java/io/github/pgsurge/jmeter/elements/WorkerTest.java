package io.github.pgsurge.jmeter.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerTest {
    @ParameterizedTest
    @CsvSource({"0, 3", "2, 3", "7, 3", "12, 3", "9, 1"})
    void theWorkersOfAGroupShareOutTheWholeHoweverManyComeAfterThem(long total, int count) {
        assertThat(IntStream.range(0, count + 5)
                        .mapToLong(index -> new Worker("w", index, count).share(total))
                        .sum())
                .isEqualTo(total);
        assertThat(new Worker("w", count, count).share(total)).isZero();
    }
}
