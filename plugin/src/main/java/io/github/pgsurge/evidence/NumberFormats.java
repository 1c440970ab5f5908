package io.github.pgsurge.evidence;

import java.time.Duration;
import java.util.Locale;

/** How figures read on a terminal: three significant digits or whole numbers, thousands separated by commas. Stateless. */
public final class NumberFormats {
    private static final double NANOS_PER_MILLI = 1e6;

    private NumberFormats() {}

    /** A whole number. */
    public static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** {@code 1 error}, {@code 2 errors}. */
    public static String counted(long n, String noun) {
        return count(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /** Nanoseconds as milliseconds. */
    public static String millis(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        return millis < 0.9995 ? String.format(Locale.ROOT, "%.3f", millis) : rate(millis);
    }

    /** Nanoseconds as milliseconds with two significant digits, for lines that are short of room. */
    public static String briefMillis(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        String format = millis < 0.095 ? "%.3f" : millis < 0.995 ? "%.2f" : millis < 9.95 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, format, millis);
    }

    /** A number of any size. */
    public static String rate(double perSecond) {
        if (perSecond == 0) {
            return "0";
        }
        // the limits are those at which rounding would add a digit
        String format = perSecond < 9.995 ? "%.2f" : perSecond < 99.95 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, format, perSecond);
    }

    /** A fraction of 1 in per cent, without the sign. */
    public static String percent(double fraction) {
        double percent = fraction * 100;
        if (percent > 0 && percent < 0.01) {
            return "<0.01";
        }
        return percent == 0 ? "0" : String.format(Locale.ROOT, "%.2f", percent);
    }

    /** A figure without its unit, as its dimension is shown. */
    public static String of(Dimension dimension, double number) {
        return switch (dimension) {
            case COUNT -> count(Math.round(number));
            case RATE -> rate(number);
            case SHARE, FRACTION, FRACTION_PER_HOUR -> percent(number);
            case TIME -> millis(Math.round(number));
            case MILLIS -> millis(Math.round(number * NANOS_PER_MILLI));
            case SECONDS -> rate(number);
        };
    }

    /** {@code 01:05}, {@code 2:00:00}. */
    public static String clock(Duration time) {
        long hours = time.toHours();
        String minutes = String.format(Locale.ROOT, "%02d:%02d", time.toMinutesPart(), time.toSecondsPart());
        return hours == 0 ? minutes : hours + ":" + minutes;
    }

    /** {@code 9.8 s}, {@code 2 min 05 s}, {@code 1 h 02 min}. */
    public static String duration(Duration time) {
        double seconds = time.toNanos() / 1e9;
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        Duration whole = Duration.ofSeconds(Math.round(seconds));
        return whole.toHours() == 0
                ? String.format(Locale.ROOT, "%d min %02d s", whole.toMinutes(), whole.toSecondsPart())
                : String.format(Locale.ROOT, "%d h %02d min", whole.toHours(), whole.toMinutesPart());
    }

    /** Text that is cut to a width, the cut marked. */
    public static String fit(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }
}
