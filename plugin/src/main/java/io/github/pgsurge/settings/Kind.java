package io.github.pgsurge.settings;

import io.github.pgsurge.schedule.TimeText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What values a setting takes. Parsing is strict: a kind answers the canonical form of a value, or null when the value is
 * not one of its own. Immutable and thread safe.
 */
public sealed interface Kind {

    /** The canonical form of {@code value}, or null when it is not allowed. {@code value} is trimmed and not empty. */
    String canonical(String value);

    /** What is allowed, in words that follow "allowed: ". */
    String allowed();

    /** Whether values of this kind are never shown. */
    default boolean secret() {
        return false;
    }

    /** Any text. */
    record Text(String allowed) implements Kind {
        @Override
        public String canonical(String value) {
            return value;
        }
    }

    /** Text that matches a pattern as a whole. */
    record Matching(Pattern pattern, String allowed) implements Kind {
        @Override
        public String canonical(String value) {
            return pattern.matcher(value).matches() ? value : null;
        }
    }

    /** A secret: never on a command line, in a log, a report or an error. */
    record Password() implements Kind {
        @Override
        public String canonical(String value) {
            return value;
        }

        @Override
        public String allowed() {
            return "any text";
        }

        @Override
        public boolean secret() {
            return true;
        }
    }

    /** A whole number from {@code min} to {@code max}, both included. */
    record Whole(long min, long max) implements Kind {
        @Override
        public String canonical(String value) {
            try {
                long number = Long.parseLong(value);
                return number < min || number > max ? null : Long.toString(number);
            } catch (NumberFormatException notANumber) {
                return null;
            }
        }

        @Override
        public String allowed() {
            return max == Long.MAX_VALUE
                    ? "a whole number from " + min + " up"
                    : "a whole number from " + min + " to " + max;
        }
    }

    /**
     * A length of time: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, or bare seconds.
     *
     * @param max the longest there is; empty when there is none
     * @param orZero whether 0 is allowed below {@code min} too
     */
    record Time(Duration min, Optional<Duration> max, boolean orZero) implements Kind {
        /** One of at least {@code min}. */
        public Time(Duration min) {
            this(min, Optional.empty(), false);
        }

        /** One from {@code min} to {@code max}, both included. */
        public Time(Duration min, Duration max) {
            this(min, Optional.of(max), false);
        }

        /** 0, which stands for none, or one of at least {@code min}. */
        public static Time zeroOrFrom(Duration min) {
            return new Time(min, Optional.empty(), true);
        }

        @Override
        public String canonical(String value) {
            return TimeText.parse(value).filter(this::allows).map(TimeText::of).orElse(null);
        }

        private boolean allows(Duration time) {
            return (orZero && time.isZero())
                    || (time.compareTo(min) >= 0
                            && max.filter(longest -> time.compareTo(longest) > 0)
                                    .isEmpty());
        }

        /** The length of time that a canonical form stands for. */
        public static Duration duration(String canonical) {
            return TimeText.parse(canonical).orElseThrow();
        }

        @Override
        public String allowed() {
            return "a time such as 500ms, 30s, 5m, 1h or a number of seconds, " + (orZero ? "0 or " : "") + "at least "
                    + TimeText.of(min)
                    + max.map(longest -> " and at most " + TimeText.of(longest)).orElse("");
        }
    }

    /** A range of times, {@code 500ms-3s}, or one time for both ends. */
    record TimeRange() implements Kind {
        private static final Time END = new Time(Duration.ZERO);

        @Override
        public String canonical(String value) {
            String[] ends = value.split("-", -1);
            String min = END.canonical(ends[0].strip());
            String max = END.canonical(ends[ends.length - 1].strip());
            if (ends.length > 2 || min == null || max == null) {
                return null;
            }
            int order = Time.duration(min).compareTo(Time.duration(max));
            return order > 0 ? null : order == 0 ? min : min + "-" + max;
        }

        @Override
        public String allowed() {
            return "a time or a range of times, such as 0, 2s or 500ms-3s";
        }

        /** The shortest time of a canonical form. */
        public static Duration min(String canonical) {
            return Time.duration(canonical.split("-", -1)[0]);
        }

        /** The longest time of a canonical form. */
        public static Duration max(String canonical) {
            return Time.duration(canonical.substring(canonical.indexOf('-') + 1));
        }
    }

    /** One of a few words, in any case. */
    record Word(List<String> words) implements Kind {
        public Word(String... words) {
            this(List.of(words));
        }

        @Override
        public String canonical(String value) {
            String lower = value.toLowerCase(Locale.ROOT);
            return words.contains(lower) ? lower : null;
        }

        @Override
        public String allowed() {
            return String.join(", ", words);
        }
    }

    /** One of a few words, or a length of time of at least {@code min}. */
    record WordOrTime(List<String> words, Duration min) implements Kind {
        @Override
        public String canonical(String value) {
            String word = new Word(words).canonical(value);
            return word != null ? word : new Time(min).canonical(value);
        }

        @Override
        public String allowed() {
            return new Word(words).allowed() + ", or " + new Time(min).allowed();
        }

        /** The length of time of a canonical form; empty when it is a word. */
        public static Optional<Duration> time(String canonical) {
            return TimeText.parse(canonical);
        }
    }

    /** {@code true} or {@code false}. */
    static Kind flag() {
        return new Word("true", "false");
    }

    /** libpq's modes of TLS. */
    static Kind sslMode() {
        return new Word("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    }

    /** A TCP port. */
    static Kind port() {
        return new Whole(1, 65_535);
    }

    /** The address of an HTTP server, with the path that its endpoints lie below. */
    static Kind baseUrl() {
        return new Matching(
                Pattern.compile("https?://[^\\s/?#@]+(/[^\\s?#]*)?"),
                "http:// or https://, a host, and a port or path");
    }

    /** A path below a base URL. */
    static Kind path() {
        return new Matching(Pattern.compile("/[^\\s?#]*"), "a path that begins with /");
    }

    /** A path below a base URL, or the word none. */
    static Kind pathOrNone() {
        return new Matching(Pattern.compile("none|/[^\\s?#]*"), "a path that begins with /, or none");
    }

    /** Where something is served. */
    static Kind listeningAddress() {
        return new Matching(
                Pattern.compile("(([^\\s:/?#@\\[\\]]+|\\[[0-9A-Fa-f:.]+]):)?"
                        + "(\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5])"),
                "a port of 0 to 65535, where 0 is a free one, or host:port");
    }

    /** How keys are chosen among those that exist. */
    static Kind keys() {
        return new Matching(
                Pattern.compile("uniform|latest|(zipfian|hotspot)\\([0-9., %]+\\)"),
                "uniform, zipfian(theta), latest, hotspot(x%, y%)");
    }

    /** A list of ids. */
    static Kind ids() {
        return new Text(
                "a range in braces within an id, such as user-{0001..5000}; texts separated by |; @ and a CSV file");
    }

    /** A share of a mix. */
    static Kind weight() {
        return new Matching(Pattern.compile("\\d{1,9}(\\.\\d{1,9})?"), "a number of at least 0");
    }
}
