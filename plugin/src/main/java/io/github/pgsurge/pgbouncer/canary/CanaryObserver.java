package io.github.pgsurge.pgbouncer.canary;

import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the checks of canaries, wherever they ran, and whether in the warm-up or not: a wrong answer is one whenever it came.
 * Thread safe.
 */
public final class CanaryObserver implements RunObserver {
    private final LongAdder right = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private final AtomicReference<String> first = new AtomicReference<>();

    /** A check found nothing wrong. */
    public void right() {
        right.increment();
    }

    /**
     * A check found something wrong.
     *
     * @param finding one line on it
     */
    public void wrong(String finding) {
        wrong.increment();
        first.compareAndSet(null, finding);
    }

    private long checks() {
        return right.sum() + wrong.sum();
    }

    @Override
    public Findings findings() {
        return checks() == 0
                ? Findings.NONE
                : Findings.builder()
                        .put(CanaryBlock.CHECKS, checks())
                        .put(CanaryBlock.WRONG_ANSWERS, wrong.sum())
                        .build();
    }

    @Override
    public Optional<String> wrongAnswers() {
        return wrong.sum() == 0 ? Optional.empty() : Optional.of(line() + "; the first: " + first.get());
    }

    @Override
    public List<String> remarks() {
        return checks() == 0 ? List.of() : List.of(line());
    }

    private String line() {
        return String.format(Locale.ROOT, "Pooler Canary: %,d wrong answers in %,d checks", wrong.sum(), checks());
    }
}
