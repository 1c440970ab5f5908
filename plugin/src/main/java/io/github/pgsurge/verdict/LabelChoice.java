package io.github.pgsurge.verdict;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whose samples a rule is about: all labels together, one, or all but one.
 *
 * <p>Immutable and thread safe.
 *
 * @param name the label; empty for all
 * @param excluded whether it is all but that label
 */
public record LabelChoice(Optional<String> name, boolean excluded) implements Predicate<String> {
    /** Every label. */
    public static final LabelChoice ALL = new LabelChoice(Optional.empty(), false);

    private static final String BUT = "!";

    /** What stands in the braces of a rule. */
    static LabelChoice parse(String text) {
        return text.startsWith(BUT)
                ? new LabelChoice(Optional.of(text.substring(BUT.length()).strip()), true)
                : one(text);
    }

    /** That label. */
    public static LabelChoice one(String label) {
        return new LabelChoice(Optional.of(label), false);
    }

    @Override
    public boolean test(String label) {
        return name.isEmpty() || name.get().equals(label) != excluded;
    }

    /** {@code  of getFeed}, to be put behind a noun; empty for all. */
    String of() {
        return name.map(label -> excluded ? " but of " + label : " of " + label).orElse("");
    }
}
