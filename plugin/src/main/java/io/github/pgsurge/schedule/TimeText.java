package io.github.pgsurge.schedule;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as users write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, or bare seconds. Stateless. */
public final class TimeText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h)?");

    private TimeText() {}

    /** What a text without blanks around it stands for, in whole milliseconds; empty when it is none of these forms. */
    public static Optional<Duration> parse(String text) {
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        String unit = form.group(2) == null ? "s" : form.group(2);
        double factor =
                switch (unit) {
                    case "ms" -> 1;
                    case "m" -> 60_000;
                    case "h" -> 3_600_000;
                    default -> 1_000;
                };
        return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(form.group(1)) * factor)));
    }

    /** The canonical form, in whole seconds where it can be. */
    public static String of(Duration time) {
        long millis = time.toMillis();
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
