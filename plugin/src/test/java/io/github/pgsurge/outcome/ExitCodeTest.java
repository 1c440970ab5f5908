package io.github.pgsurge.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    @Test
    void theGravestOfSeveralWins() {
        List<ExitCode> left = new ArrayList<>(List.of(ExitCode.values()));
        List<Integer> order = new ArrayList<>();
        while (!left.isEmpty()) {
            ExitCode gravest = ExitCode.mostSevere(left);
            order.add(gravest.code());
            left.remove(gravest);
        }
        assertThat(order).containsExactly(1, 5, 2, 3, 99, 4, 0);
        assertThat(ExitCode.mostSevere(List.of())).isEqualTo(ExitCode.OK);
    }
}
