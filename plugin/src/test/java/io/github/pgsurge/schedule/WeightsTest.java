package io.github.pgsurge.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.pgsurge.outcome.Rejection;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {
    private static final List<String> CHILDREN = List.of("insert", "update");

    @Test
    void choosesEachChildByItsShareOfTheSum() throws Rejection {
        Weights weights =
                Weights.parse("Mix", "update=1.5\n\ninsert = 4.5\nread=0", List.of("insert", "update", "read"));
        SplittableRandom random = new SplittableRandom(7);
        int[] chosen = new int[3];
        for (int i = 0; i < 100_000; i++) {
            chosen[weights.choose(random)]++;
        }
        assertThat(chosen[0] / 100_000.0).isCloseTo(0.75, within(0.01));
        assertThat(chosen[1] / 100_000.0).isCloseTo(0.25, within(0.01));
        assertThat(chosen[2]).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insert=70,update=-1 | weight 'update=-1' is not allowed; allowed: a number of at least 0",
                "insert=70,update=NaN | weight 'update=NaN' is not allowed; allowed: a number of at least 0",
                "insert=70,update=x | weight 'update=x' is not allowed; allowed: a number of at least 0",
                "insert=0,update=0 | all weights are 0; at least one must be more",
                "insert=70,delete=30 | weight 'delete=30' names a child that is not there; there are: insert, update",
                "insert=70 | no weight for update; add a line name=weight",
                "insert=70,insert=30,update=1 | weight of 'insert' is given twice; keep one line",
                "70 | weight '70' is not allowed; allowed: child name=weight"
            })
    void refusesWeightsThatDoNotFit(String lines, String problem) {
        assertThatThrownBy(() -> Weights.parse("Mix", lines.replace(',', '\n'), CHILDREN))
                .isInstanceOf(Rejection.class)
                .hasMessage("Mix: " + problem);
    }
}
