package io.github.pgsurge.pgbouncer.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.PlainValues;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanaryObserverTest {
    private final CanaryObserver observer = new CanaryObserver();

    @Test
    void isNotThereWithoutACheck() {
        assertThat(observer.findings()).isEqualTo(Findings.NONE);
        assertThat(observer.remarks()).isEmpty();
        assertThat(observer.wrongAnswers()).isEmpty();
    }

    @Test
    void tellsRightFromWrong() {
        for (int i = 0; i < 1_234; i++) {
            observer.right();
        }
        assertThat(PlainValues.of(observer.findings()))
                .isEqualTo(Map.of("canary", Map.of("checks", 1_234L, "wrong_answers", 0L)));
        assertThat(observer.remarks()).containsExactly("Pooler Canary: 0 wrong answers in 1,234 checks");
        assertThat(observer.wrongAnswers()).isEmpty();

        observer.wrong("answers: b's instead of a's");
        observer.wrong("answers: c's instead of a's");
        assertThat(PlainValues.of(observer.findings()))
                .isEqualTo(Map.of("canary", Map.of("checks", 1_236L, "wrong_answers", 2L)));
        assertThat(observer.wrongAnswers())
                .hasValue("Pooler Canary: 2 wrong answers in 1,236 checks; the first: answers: b's instead of a's");
    }
}
