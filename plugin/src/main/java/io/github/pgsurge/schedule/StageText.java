package io.github.pgsurge.schedule;

import io.github.pgsurge.outcome.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One stage as it is written, {@code time:target}. Immutable and thread safe.
 *
 * @param length how long it lasts
 * @param target its target, as the pattern has matched it
 * @param text all of it, as it was written
 */
record StageText(Duration length, MatchResult target, String text) {
    /** The setting that holds stages, for its errors. */
    private static final String NAME = "STAGES";

    private static final int MOST_STAGES = 1_000;
    private static final int LONGEST_SHOWN = 100;

    /**
     * Reads stages separated by commas.
     *
     * @param allowed what is allowed, for the error
     * @throws Rejection when one does not parse, naming it, or when there are more than 1,000
     */
    static List<StageText> parse(String text, Pattern target, String allowed) throws Rejection {
        String[] parts = text.split(",", -1);
        if (parts.length > MOST_STAGES) {
            throw Rejection.usage(NAME + " has " + parts.length + " stages; allowed: at most " + MOST_STAGES);
        }
        List<StageText> stages = new ArrayList<>();
        for (String part : parts) {
            String[] sides = part.strip().split(" *: *", -1);
            Optional<Duration> length = sides.length == 2 ? TimeText.parse(sides[0]) : Optional.empty();
            Matcher matcher = target.matcher(sides[sides.length - 1]);
            if (length.isEmpty() || !matcher.matches()) {
                throw notAllowed(stages.size() + 1, parts.length, part.strip(), allowed);
            }
            stages.add(new StageText(length.get(), matcher.toMatchResult(), part.strip()));
        }
        return stages;
    }

    /** The error for one stage of several. */
    static Rejection notAllowed(int number, int of, String stage, String allowed) {
        return Rejection.usage(
                NAME + ": stage " + number + " of " + of + ", '" + stage + "', is not allowed; " + allowed);
    }

    /** The error for all stages together. */
    static Rejection notAllowed(Schedule stages, String found, String allowed) {
        String text = stages.toString();
        String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
        return Rejection.usage(NAME + "=" + shown + ": the stages " + found + " in all; allowed: " + allowed);
    }
}
