package io.github.pgsurge.outcome;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Which of several names somebody may have meant. Stateless and thread safe. */
public final class NearestNames {
    private static final int MOST = 4;
    private static final int LEAST_CONTAINED = 4;
    /** Two letters that changed places. */
    private static final int LEAST_EDITS = 2;

    private static final int LETTERS_AN_EDIT = 4;

    private NearestNames() {}

    /** Up to four of the known names that read like this one or contain it, whatever their case, the nearest first. */
    public static List<String> of(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        ToIntFunction<String> edits = edits(wanted);
        return known.stream()
                .filter(candidate -> edits.applyAsInt(candidate) <= most(wanted) || contains(candidate, wanted))
                .sorted(Comparator.comparingInt(edits))
                .limit(MOST)
                .toList();
    }

    /** The known name that reads most like this one, whatever their case; empty when none nearly does. */
    public static Optional<String> misspelled(String name, Collection<String> known) {
        ToIntFunction<String> edits = edits(name.toLowerCase(Locale.ROOT));
        return known.stream()
                .filter(candidate -> !candidate.isEmpty() && edits.applyAsInt(candidate) <= most(name))
                .min(Comparator.comparingInt(edits));
    }

    /** How many single letters are to be inserted, deleted or replaced. */
    private static ToIntFunction<String> edits(String wanted) {
        return candidate -> LevenshteinDistance.getDefaultInstance().apply(wanted, candidate.toLowerCase(Locale.ROOT));
    }

    private static int most(String name) {
        return Math.max(LEAST_EDITS, name.length() / LETTERS_AN_EDIT);
    }

    private static boolean contains(String candidate, String wanted) {
        return wanted.length() >= LEAST_CONTAINED
                && candidate.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
