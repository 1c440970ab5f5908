package io.github.pgsurge.graphql;

import io.github.pgsurge.outcome.Rejection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids that a range gives.
 *
 * @param from of the first number, 0 or more
 * @param width digits of every number, filled up with zeros; 0 for none
 */
record IdRange(String before, long from, int count, int width, String after) implements IdSource {
    private static final Pattern RANGE = Pattern.compile("([^{}]*)\\{([0-9]{1,18})\\.\\.([0-9]{1,18})}([^{}]*)");
    private static final String FORMS = "; expected a text with one range, as user-{0001..5000}, or @file.csv";

    static IdRange parse(String text) throws Rejection {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            throw Rejection.usage("ids=" + text + FORMS);
        }
        String first = range.group(2);
        String last = range.group(3);
        boolean padded = first.startsWith("0") && first.length() > 1;
        if (padded && first.length() != last.length()) {
            throw Rejection.usage(
                    "ids=" + text + ": " + first + " and " + last + " must have the same number of digits");
        }
        long from = Long.parseLong(first);
        long to = Long.parseLong(last);
        if (from > to || to - from >= MAX_IDS) {
            throw Rejection.usage("ids=" + text
                    + (from > to ? ": the range runs backwards" : ": that is more than " + MAX_IDS + " ids"));
        }
        return new IdRange(range.group(1), from, (int) (to - from + 1), padded ? first.length() : 0, range.group(4));
    }

    @Override
    public String at(int index) {
        String number = Long.toString(from + index);
        return before + "0".repeat(Math.max(0, width - number.length())) + number + after;
    }
}
