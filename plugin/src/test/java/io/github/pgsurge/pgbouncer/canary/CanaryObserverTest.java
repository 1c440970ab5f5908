package io.github.pgsurge.pgbouncer.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CanaryObserverTest {
    private final CanaryObserver tally = new CanaryObserver();

    @Test
    void isNotThereWithoutACheck() {
        assertThat(tally.blocks()).isEmpty();
        assertThat(tally.remarks()).isEmpty();
        assertThat(tally.wrongAnswers()).isEmpty();
    }

    @Test
    void tellsRightFromWrong() {
        for (int i = 0; i < 1_234; i++) {
            tally.right();
        }
        assertThat(tally.blocks()).isEqualTo(Map.of("canary", Map.of("checks", 1_234L, "wrong_answers", 0L)));
        assertThat(tally.remarks()).containsExactly("Pooler Canary: 0 wrong answers in 1,234 checks");
        assertThat(tally.wrongAnswers()).isEmpty();

        tally.wrong("answers: b's instead of a's");
        tally.wrong("answers: c's instead of a's");
        assertThat(tally.blocks()).isEqualTo(Map.of("canary", Map.of("checks", 1_236L, "wrong_answers", 2L)));
        assertThat(tally.wrongAnswers())
                .hasValue("Pooler Canary: 2 wrong answers in 1,236 checks; the first: answers: b's instead of a's");
    }
}
