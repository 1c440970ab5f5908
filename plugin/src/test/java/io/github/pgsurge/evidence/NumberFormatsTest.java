package io.github.pgsurge.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFormatsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0.000",
                "12345|0.012",
                "999400|0.999",
                "1234567|1.23",
                "9996000|10.0",
                "12345678|12.3",
                "99960000|100",
                "1234567890|1,235"
            })
    void readsTimesToThreeDigits(long nanos, String text) {
        assertThat(NumberFormats.millis(nanos)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.00005, <0.01", "0.0123, 1.23", "1, 100.00"})
    void neverRoundsAFailureAway(double fraction, String text) {
        assertThat(NumberFormats.percent(fraction)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"5.04, 5.0 s", "59.96, 1 min 00 s", "125, 2 min 05 s", "3720, 1 h 02 min"})
    void readsDurationsAsPeopleDo(double seconds, String text) {
        assertThat(NumberFormats.duration(Duration.ofNanos((long) (seconds * 1e9))))
                .isEqualTo(text);
    }
}
