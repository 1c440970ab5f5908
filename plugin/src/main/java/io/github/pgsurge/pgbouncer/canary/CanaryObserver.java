package io.github.pgsurge.pgbouncer.canary;

import io.github.pgsurge.evidence.RunObserver;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    @Override
    public void observe(Moment moment) {
        // what it counts is told it
    }

    private long checks() {
        return right.sum() + wrong.sum();
    }

    @Override
    public Map<String, Map<String, Object>> blocks() {
        return checks() == 0 ? Map.of() : Map.of("canary", Map.of("checks", checks(), "wrong_answers", wrong.sum()));
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
