package io.github.pgsurge.schedule;

import io.github.pgsurge.outcome.Rejection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How many virtual users (VUs) are active when: stages of which each moves their number in a straight line from where the
 * stage before ended, 0 at first, to its target. k6 reads the same notation the same way. A stage without duration is a
 * jump. Immutable and thread safe; times are whole microseconds, so that {@link #target} and {@link #spans} agree exactly.
 */
public final class Stages implements Schedule {
    /** Most VUs that can be active at a time. */
    public static final int MOST_VUS = 100_000;

    private static final int MOST_SPANS = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Pattern TARGET = Pattern.compile("\\d{1,9}");
    private static final String ALLOWED = "allowed: time:VUs such as 1m:50, with a time such as 500ms, 30s, 5m, 1h or a"
            + " number of seconds, and a whole number from 0 to " + MOST_VUS;

    private record Stage(Duration length, int target) {}

    /**
     * A VU from the moment it joins until it leaves.
     *
     * @param number counts the VUs from 1 in the order in which they join; one that leaves is never joined again
     * @param from when it joins, after the start
     * @param until when its time is over, after the start; later than {@code from}
     */
    public record Span(int number, Duration from, Duration until) {}

    /** What a stage is in whole microseconds. */
    private record Segment(long start, long length, int from, int to) {
        /** The number of VUs, rounded half up, {@code micros} after the start of the schedule. */
        int rounded(long micros) {
            long t = micros - start;
            return (int) Math.floorDiv(2 * (from * (length - t) + to * t) + length, 2 * length);
        }

        double exact(long micros) {
            return from + (double) (to - from) * (micros - start) / length;
        }

        /** The first microsecond at which at least {@code count} VUs are active, on the way up. */
        long reaches(int count) {
            return start - Math.floorDiv((1 - 2L * (count - from)) * length, 2L * (to - from));
        }

        /** The first microsecond at which less than {@code count} VUs are active, on the way down. */
        long fallsBelow(int count) {
            return length == 0 ? start : start + (2L * (from - count) + 1) * length / (2L * (from - to)) + 1;
        }
    }

    private final List<Stage> stages;
    private final List<Segment> segments;

    private Stages(List<Stage> stages) throws Rejection {
        this.stages = List.copyOf(stages);
        Duration total = stages.stream().map(Stage::length).reduce(Duration.ZERO, Duration::plus);
        if (total.compareTo(LONGEST) > 0 || total.isZero()) {
            throw StageText.notAllowed(
                    this, "last " + total.toSeconds() + "s", "more than 0s, at most " + LONGEST.toHours() + "h");
        }
        segments = segments(stages);
        long joins = 0;
        for (Segment segment : segments) {
            joins += Math.max(0, segment.to() - segment.from());
        }
        if (joins > MOST_SPANS) {
            throw StageText.notAllowed(this, "start " + joins + " VUs one after the other", "at most " + MOST_SPANS);
        }
        if (peak() == 0) {
            throw StageText.notAllowed(this, "have no VU", "at least one target above 0");
        }
    }

    private static List<Segment> segments(List<Stage> stages) {
        List<Segment> segments = new ArrayList<>();
        long start = 0;
        int from = 0;
        for (Stage stage : stages) {
            long length = stage.length().toMillis() * 1_000;
            segments.add(new Segment(start, length, from, stage.target()));
            start += length;
            from = stage.target();
        }
        return List.copyOf(segments);
    }

    /**
     * Reads stages such as {@code 1m:50,5m:500,1m:50}.
     *
     * @throws Rejection when one does not parse, naming it, or when all together are too many, too long or empty
     */
    public static Stages parse(String text) throws Rejection {
        List<StageText> texts = StageText.parse(text, TARGET, ALLOWED);
        List<Stage> stages = new ArrayList<>();
        for (StageText stage : texts) {
            int target = Integer.parseInt(stage.target().group());
            if (target > MOST_VUS) {
                throw StageText.notAllowed(stages.size() + 1, texts.size(), stage.text(), ALLOWED);
            }
            stages.add(new Stage(stage.length(), target));
        }
        return new Stages(stages);
    }

    /**
     * All VUs at once, for that long.
     *
     * @throws Rejection when the duration is more than 365 days, or less than a millisecond
     */
    public static Stages constant(int vus, Duration duration) throws Rejection {
        return new Stages(List.of(new Stage(Duration.ZERO, vus), new Stage(duration, vus)));
    }

    @Override
    public Stages scaled(OptionalInt newPeak, Optional<Duration> newTotal) throws Rejection {
        double higher = (double) newPeak.orElse(peak()) / peak();
        double longer = (double) newTotal.orElse(total()).toMillis() / total().toMillis();
        List<Stage> scaled = new ArrayList<>();
        long end = 0;
        long scaledEnd = 0;
        for (Stage stage : stages) {
            end += stage.length().toMillis();
            long next = Math.round(end * longer);
            scaled.add(new Stage(Duration.ofMillis(next - scaledEnd), (int) Math.round(stage.target() * higher)));
            scaledEnd = next;
        }
        return new Stages(scaled);
    }

    /** How many VUs the line calls for at that time after the start; 0 before it and once the schedule is over. */
    public double at(Duration elapsed) {
        long micros = micros(elapsed);
        return segmentAt(micros).map(segment -> segment.exact(micros)).orElse(0.0);
    }

    /** {@link #at}, rounded half up to whole VUs. */
    public int target(Duration elapsed) {
        long micros = micros(elapsed);
        return segmentAt(micros).map(segment -> segment.rounded(micros)).orElse(0);
    }

    private Optional<Segment> segmentAt(long micros) {
        return segments.stream()
                .filter(segment -> micros >= segment.start() && micros < segment.start() + segment.length())
                .findFirst();
    }

    private static long micros(Duration elapsed) {
        return Math.floorDiv(elapsed.toNanos(), 1_000);
    }

    @Override
    public Duration total() {
        Segment last = segments.get(segments.size() - 1);
        return ofMicros(last.start() + last.length());
    }

    /** The highest target. */
    public int peak() {
        return stages.stream().mapToInt(Stage::target).max().orElse(0);
    }

    /**
     * The VUs in the order in which they join. At every moment as many are active as {@link #target} says; who joined last
     * leaves first. At the end of the last stage all leave.
     */
    public List<Span> spans() {
        List<long[]> joined = new ArrayList<>();
        Deque<long[]> active = new ArrayDeque<>();
        for (Segment segment : segments) {
            for (int count = segment.from() + 1; count <= segment.to(); count++) {
                long[] span = {segment.reaches(count), 0};
                joined.add(span);
                active.push(span);
            }
            for (int count = segment.from(); count > segment.to(); count--) {
                active.pop()[1] = segment.fallsBelow(count);
            }
        }
        active.forEach(span -> span[1] = total().toNanos() / 1_000);
        List<Span> spans = new ArrayList<>(joined.size());
        for (long[] span : joined) {
            if (span[0] < span[1]) {
                spans.add(new Span(spans.size() + 1, ofMicros(span[0]), ofMicros(span[1])));
            }
        }
        return List.copyOf(spans);
    }

    private static Duration ofMicros(long micros) {
        return Duration.ofSeconds(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }

    /** The stages in the form that {@link #parse} reads. */
    @Override
    public String toString() {
        List<String> shown = new ArrayList<>();
        for (Stage stage : stages) {
            shown.add(TimeText.of(stage.length()) + ":" + stage.target());
        }
        return String.join(",", shown);
    }
}
