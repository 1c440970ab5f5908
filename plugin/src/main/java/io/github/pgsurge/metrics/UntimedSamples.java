package io.github.pgsurge.metrics;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Samples of an interval that have no service time, as those that waited for a connection in vain: no histogram of
 * {@code intervals.hlog} holds them, so that a comment counts them, which other tools pass over. Immutable.
 *
 * @param errors how many of the samples failed
 */
record UntimedSamples(String label, Instant from, Instant to, long samples, long errors) {
    private static final Pattern COMMENT =
            Pattern.compile("#\\[pgsurge untimed: (\\S+) (-?\\d+) (-?\\d+) (\\d+) (\\d+)\\]");

    /** Those of a label; empty when all of its samples have one. */
    static Optional<UntimedSamples> of(Snapshot interval, LabelSnapshot label) {
        long samples = label.counts().count() - label.service().count();
        long errors = label.counts().errors() - label.failed().count();
        return samples > 0
                ? Optional.of(new UntimedSamples(label.label(), interval.from(), interval.to(), samples, errors))
                : Optional.empty();
    }

    /** Those that a line of the log counts. */
    static Optional<UntimedSamples> parse(String line) {
        Matcher comment = COMMENT.matcher(line);
        return comment.matches()
                ? Optional.of(new UntimedSamples(
                        IntervalLog.label(comment.group(1)),
                        Instant.ofEpochMilli(Long.parseLong(comment.group(2))),
                        Instant.ofEpochMilli(Long.parseLong(comment.group(3))),
                        Long.parseLong(comment.group(4)),
                        Long.parseLong(comment.group(5))))
                : Optional.empty();
    }

    /** As a comment, without the {@code #} before it. */
    String comment() {
        return "[pgsurge untimed: " + IntervalLog.tag(label) + " " + from.toEpochMilli() + " " + to.toEpochMilli() + " "
                + samples + " " + errors + "]";
    }
}
