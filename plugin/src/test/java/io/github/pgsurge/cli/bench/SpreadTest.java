package io.github.pgsurge.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void medianOfAnOddNumberIsTheValueInTheMiddle() {
        assertThat(new Spread(List.of(9.0, 1.0, 4.0)).median()).isEqualTo(4.0);
    }

    @Test
    void medianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(new Spread(List.of(9.0, 1.0, 4.0, 5.0)).median()).isEqualTo(4.5);
    }

    @Test
    void endsAreTheLeastAndTheMost() {
        Spread spread = new Spread(List.of(3.0, 1.0, 2.0));

        assertThat(spread.min()).isEqualTo(1.0);
        assertThat(spread.max()).isEqualTo(3.0);
    }

    @Test
    void refusesNoValues() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Spread(List.of()));
    }
}
