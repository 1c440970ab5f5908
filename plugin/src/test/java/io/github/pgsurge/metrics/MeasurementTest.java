package io.github.pgsurge.metrics;

import static io.github.pgsurge.metrics.Measurement.NOT_MEASURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementTest {
    @Test
    void travelsAsOneHeaderLineForEachFigure() {
        Measurement measurement = Measurement.builder()
                .service(1_234_567)
                .acquire(890)
                .rows(100)
                .bytes(110_000)
                .retries(2)
                .build();

        assertThat(measurement.toHeaders()).isEqualTo("""
                        pgsurge-service-ns: 1234567
                        pgsurge-acquire-ns: 890
                        pgsurge-rows: 100
                        pgsurge-bytes: 110000
                        pgsurge-retries: 2
                        """);
        assertThat(Measurement.parse(measurement.toHeaders())).contains(measurement);
    }

    @Test
    void saysWhichOfItsRowsWereWritten() {
        Measurement written = Measurement.builder()
                .service(5)
                .acquire(1)
                .rows(100)
                .written(100)
                .bytes(7_000)
                .retries(0)
                .build();

        assertThat(written.toHeaders()).contains("pgsurge-rows: 100\n", "pgsurge-written: 100\n");
        assertThat(Measurement.parse(written.toHeaders())).contains(written);
        assertThat(written.delayed(3, false).written()).isEqualTo(100);
        assertThat(Measurement.builder()
                        .service(5)
                        .acquire(1)
                        .rows(100)
                        .bytes(7_000)
                        .retries(0)
                        .build()
                        .written())
                .isEqualTo(NOT_MEASURED);
    }

    @Test
    void theFirstSampleOfAnArrivalCarriesItsLag() {
        Measurement onTime =
                Measurement.builder().service(30).acquire(12).build().delayed(5, false);
        Measurement late = Measurement.builder().service(30).build().delayed(70, true);

        assertThat(late.toHeaders()).contains("pgsurge-lag-ns: 70\n", "pgsurge-late: 1\n");
        assertThat(onTime.toHeaders()).contains("pgsurge-lag-ns: 5\n").doesNotContain("late");
        assertThat(Measurement.parse(late.toHeaders())).contains(late);
        assertThat(Measurement.parse(onTime.toHeaders())).contains(onTime);
        assertThat(onTime.responseNanos()).isEqualTo(47);
        assertThat(onTime.responseNanos(false)).isEqualTo(42);
        assertThat(late.responseNanos()).isEqualTo(100);
        assertThat(Measurement.ofService(Long.MAX_VALUE).delayed(1, true).responseNanos())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void leavesOutWhatWasNotMeasured() {
        Measurement measurement = Measurement.ofService(5);

        assertThat(measurement.toHeaders()).isEqualTo("pgsurge-service-ns: 5\n");
        assertThat(Measurement.parse(measurement.toHeaders())).contains(measurement);
    }

    @Test
    void isFoundAmongTheHeadersOfOthers() {
        assertThat(Measurement.parse("HTTP/1.1 200 OK\r\nX-Rows: 7\r\nPgSurge-Rows: 3\r\n\r\nServer: nginx"))
                .contains(Measurement.builder().rows(3).build());
        assertThat(Measurement.parse("HTTP/1.1 200 OK\r\nX-Of: pgsurge-rows: 7"))
                .isEmpty();
        assertThat(Measurement.parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pgsurge-rows: -1",
                "pgsurge-rows: 1.5",
                "pgsurge-rows:",
                "pgsurge-rows",
                "pgsurge-rows: 99999999999999999999",
                "pgsurge-lines: 1",
                "pgsurge-rows: 1\npgsurge-rows: 1"
            })
    void refusesLinesOfItsOwnThatDoNotParse(String headers) {
        String line = headers.lines().findFirst().orElseThrow();
        assertThatThrownBy(() -> Measurement.parse(headers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + line + "'");
    }

    @Test
    void refusesFiguresBelowZero() {
        assertThatThrownBy(() -> Measurement.ofService(-2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("serviceNanos is -2");
    }

    @Test
    void respondsAfterWaitingAndServing() {
        assertThat(Measurement.builder().service(30).acquire(12).build().responseNanos())
                .isEqualTo(42);
        assertThat(Measurement.builder().service(30).build().responseNanos()).isEqualTo(30);
        assertThat(Measurement.builder().acquire(12).build().responseNanos()).isEqualTo(12);
        assertThat(Measurement.builder()
                        .service(Long.MAX_VALUE)
                        .acquire(1)
                        .build()
                        .responseNanos())
                .isEqualTo(Long.MAX_VALUE);
    }
}
