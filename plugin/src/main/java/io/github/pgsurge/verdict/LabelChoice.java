package io.github.pgsurge.verdict;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whose samples a rule is about: all labels together, one, or all but some.
 *
 * <p>Immutable and thread safe.
 *
 * @param names the labels; none for all
 * @param excluded whether it is all but those labels
 */
public record LabelChoice(List<String> names, boolean excluded) implements Predicate<String> {
    /** Every label. */
    public static final LabelChoice ALL = new LabelChoice(List.of(), false);

    private static final String BUT = "!";
    private static final String AND = ",";
    private static final int ALL_PARTS = -1;

    /** What stands in the braces of a rule; a name that is missing there is empty. */
    static LabelChoice parse(String text) {
        return text.startsWith(BUT)
                ? new LabelChoice(
                        Arrays.stream(text.substring(BUT.length()).split(AND, ALL_PARTS))
                                .map(String::strip)
                                .toList(),
                        true)
                : one(text);
    }

    /** That label. */
    public static LabelChoice one(String label) {
        return new LabelChoice(List.of(label), false);
    }

    @Override
    public boolean test(String label) {
        return names.isEmpty() || names.contains(label) != excluded;
    }

    /** {@code  of getFeed}, to be put behind a noun; empty for all. */
    String of() {
        return names.isEmpty() ? "" : (excluded ? " but of " : " of ") + String.join(" and ", names);
    }
}
