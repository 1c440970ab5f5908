package io.github.pgsurge.metrics;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Where failures of one code are counted, and the first of them.
 *
 * <p>Thread safe and lock-free.
 */
final class ErrorSlot {
    /** How many codes of a label are told apart. */
    static final int LIMIT = 50;

    private static final int LONGEST_CODE = 120;
    private static final int LONGEST_MESSAGE = 200;

    private final String code;
    private final int index;
    private final AtomicReference<ErrorFigure> first = new AtomicReference<>();

    ErrorSlot(String code, int index) {
        this.code = code;
        this.index = index;
    }

    String code() {
        return code;
    }

    int index() {
        return index;
    }

    void see(Sample sample) {
        if (first.get() == null) {
            first.compareAndSet(
                    null, new ErrorFigure(1, sample.startEpochMillis(), oneLine(sample.message(), LONGEST_MESSAGE)));
        }
    }

    ErrorFigure figure(long count) {
        ErrorFigure example = first.get();
        return new ErrorFigure(count, example.firstEpochMillis(), example.message());
    }

    /** The name a sample's code is counted under. */
    static String name(String code) {
        return code.isBlank() ? ErrorFigure.NO_CODE : oneLine(code, LONGEST_CODE);
    }

    /** What a server said goes to a terminal: no line breaks, no escape sequences, no endless text. */
    private static String oneLine(String text, int longest) {
        boolean clean = text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
        if (clean) {
            return text;
        }
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
    }
}
