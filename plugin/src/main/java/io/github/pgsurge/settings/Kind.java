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

    /** A length of time of at least {@code min}: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, or bare seconds. */
    record Time(Duration min) implements Kind {
        @Override
        public String canonical(String value) {
            return TimeText.parse(value)
                    .filter(time -> time.compareTo(min) >= 0)
                    .map(TimeText::of)
                    .orElse(null);
        }

        /** The length of time that a canonical form stands for. */
        public static Duration duration(String canonical) {
            return TimeText.parse(canonical).orElseThrow();
        }

        @Override
        public String allowed() {
            return "a time such as 500ms, 30s, 5m, 1h or a number of seconds, at least " + TimeText.of(min);
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
