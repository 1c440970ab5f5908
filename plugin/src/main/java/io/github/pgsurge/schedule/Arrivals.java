package io.github.pgsurge.schedule;

import io.github.pgsurge.outcome.Rejection;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How often iterations begin (arrive), whatever became of those before (an open workload): stages of which each moves the
 * rate in a straight line from where the stage before ended, 0 at first, to its target. A stage without duration is a
 * jump. Immutable and thread safe; times are exact to a nanosecond.
 */
public final class Arrivals implements Schedule {
    /** The highest rate, in arrivals a second. */
    public static final int HIGHEST_RATE = 1_000_000;

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Pattern RATE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?) */ *(s|m|h)");
    private static final String ALLOWED =
            "allowed: time:rate such as 1m:50/s, with a time such as 500ms, 30s, 5m, 1h or a"
                    + " number of seconds, and a rate from 0/s to " + HIGHEST_RATE
                    + "/s, also per minute (/m) or hour (/h);"
                    + " every stage has a rate, or none has";

    /** How arrivals lie in time. */
    public enum Spacing {
        /** As far from one another as the rate says. */
        EVEN,
        /** At random and independent of one another, as those of many clients: a Poisson process of that rate. */
        POISSON
    }

    /** A stage with its begin, in seconds, and how many arrivals are expected before it. */
    private record Segment(double start, double length, double from, double to, double before) {
        double slope() {
            return (to - from) / length;
        }

        /** Arrivals expected within the first {@code t} seconds of it. */
        double within(double t) {
            return from * t + slope() * t * t / 2;
        }

        double after() {
            return before + (from + to) / 2 * length;
        }

        /** When {@code n} arrivals of it are expected to have come, in seconds after its begin. */
        double reaches(double n) {
            // the root of the quadratic in the form that loses no digits when the slope is small
            double root = Math.sqrt(Math.max(0, from * from + 2 * slope() * n));
            return from + root == 0 ? length : Math.min(length, 2 * n / (from + root));
        }
    }

    private final List<StageText> stages;
    private final String text;
    private final Duration total;
    private final List<Segment> segments;

    private Arrivals(List<StageText> stages) throws Rejection {
        this.stages = stages;
        List<String> shown = new ArrayList<>();
        for (StageText stage : stages) {
            shown.add(TimeText.of(stage.length()) + ":" + stage.target().group(1) + "/"
                    + stage.target().group(2));
            if (perSecond(stage.target()) > HIGHEST_RATE) {
                throw StageText.notAllowed(shown.size(), stages.size(), stage.text(), ALLOWED);
            }
        }
        text = String.join(",", shown);
        total = stages.stream().map(StageText::length).reduce(Duration.ZERO, Duration::plus);
        if (total.compareTo(LONGEST) > 0 || total.isZero()) {
            throw StageText.notAllowed(
                    this, "last " + total.toSeconds() + "s", "more than 0s, at most " + LONGEST.toHours() + "h");
        }
        segments = segments(stages);
        if (expected() == 0) {
            throw StageText.notAllowed(this, "have no arrival", "at least one rate above 0");
        }
    }

    private static List<Segment> segments(List<StageText> stages) {
        List<Segment> segments = new ArrayList<>();
        double rate = 0;
        double before = 0;
        Duration end = Duration.ZERO;
        for (StageText stage : stages) {
            double target = perSecond(stage.target());
            if (!stage.length().isZero()) {
                Segment segment = new Segment(seconds(end), seconds(stage.length()), rate, target, before);
                segments.add(segment);
                before = segment.after();
            }
            end = end.plus(stage.length());
            rate = target;
        }
        return List.copyOf(segments);
    }

    private static double perSecond(MatchResult rate) {
        double seconds =
                switch (rate.group(2)) {
                    case "m" -> 60;
                    case "h" -> 3_600;
                    default -> 1;
                };
        return new BigDecimal(rate.group(1)).doubleValue() / seconds;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /**
     * Reads stages such as {@code 1m:50/s,5m:500/s}.
     *
     * @throws Rejection when one does not parse, naming it, or when all together are too many, too long or empty
     */
    public static Arrivals parse(String text) throws Rejection {
        return new Arrivals(StageText.parse(text, RATE, ALLOWED));
    }

    /** How many arrivals are expected within that time after the start: the integral of the rate. */
    double expectedWithin(Duration elapsed) {
        double t = seconds(elapsed);
        double expected = 0;
        for (Segment segment : segments) {
            double within = Math.min(segment.length(), Math.max(0, t - segment.start()));
            expected += segment.within(within);
        }
        return expected;
    }

    /** How many arrivals are expected in all. */
    public double expected() {
        return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).after();
    }

    @Override
    public Duration total() {
        return total;
    }

    @Override
    public Arrivals scaled(OptionalInt vus, Optional<Duration> newTotal) throws Rejection {
        double longer = (double) newTotal.orElse(total).toMillis() / total.toMillis();
        List<String> scaled = new ArrayList<>();
        Duration end = Duration.ZERO;
        long scaledEnd = 0;
        for (StageText stage : stages) {
            end = end.plus(stage.length());
            long next = Math.round(end.toMillis() * longer);
            scaled.add(TimeText.of(Duration.ofMillis(next - scaledEnd)) + ":"
                    + stage.target().group());
            scaledEnd = next;
        }
        return parse(String.join(",", scaled));
    }

    /**
     * The time of every arrival, from the first on.
     *
     * @param seed decides those of {@link Spacing#POISSON}
     */
    public ArrivalTimes times(Spacing spacing, long seed) {
        return new ArrivalTimes(this, spacing, seed);
    }

    /**
     * When so many arrivals are expected to have come.
     *
     * @param n more than 0
     * @return nanoseconds after the start; empty when there are not that many
     */
    Optional<Long> nanosOf(double n) {
        for (Segment segment : segments) {
            if (n <= segment.after()) {
                double at = segment.start() + segment.reaches(n - segment.before());
                return Optional.of(Math.round(at * 1e9));
            }
        }
        return Optional.empty();
    }

    /** The stages in the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return text;
    }
}
