package io.github.pgsurge.workload;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How keys are chosen among those that exist.
 *
 * <p>A choice is a place 0 to n - 1 in a list of n keys in ascending order. Ranks are scattered over the list by a fixed
 * bijection (as YCSB's "scrambled zipfian", but without its collisions), so that hot keys do not share pages; only
 * {@link Latest} keeps the order, that being its sense.
 *
 * <p>Implementations are immutable and thread safe; the random numbers are the caller's.
 */
public sealed interface KeyDistribution {
    /** The forms that {@link #parse} reads. */
    String FORMS = "uniform, zipfian(theta) with 0 < theta <= " + Zipfian.MAX_THETA
            + ", latest, hotspot(x%, y%) with 0 < x < 100 and 0 <= y <= 100";

    /**
     * A place from 0 to {@code keys - 1}.
     *
     * @param keys how many keys there are, 1 or more
     */
    int choose(SplittableRandom random, int keys);

    /** Whether keys that are inserted during the run must become known. */
    default boolean followsInserts() {
        return false;
    }

    /**
     * Reads the value of a setting of keys, such as {@code UPDATE_KEYS}.
     *
     * @throws Rejection that lists the forms
     */
    static KeyDistribution parse(Setting setting, String text) throws Rejection {
        Matcher zipfian = Patterns.ZIPFIAN.matcher(text);
        Matcher hotspot = Patterns.HOTSPOT.matcher(text);
        try {
            if ("uniform".equals(text)) {
                return new Uniform();
            } else if ("latest".equals(text)) {
                return new Latest();
            } else if (zipfian.matches()) {
                return new Zipfian(Double.parseDouble(zipfian.group(1)));
            } else if (hotspot.matches()) {
                return new Hotspot(Double.parseDouble(hotspot.group(1)), Double.parseDouble(hotspot.group(2)));
            }
        } catch (IllegalArgumentException outOfRange) {
            throw Rejection.usage(refusal(setting, text), outOfRange);
        }
        throw Rejection.usage(refusal(setting, text));
    }

    private static String refusal(Setting setting, String text) {
        return setting + ": '" + text + "' is not one of: " + FORMS;
    }

    /** Spreads ranks over places: multiplying by a prime above every n is a bijection modulo n. */
    private static int scatter(long rank, int keys) {
        return (int) (rank * 2_654_435_761L % keys);
    }

    /** Every key alike. */
    record Uniform() implements KeyDistribution {
        @Override
        public int choose(SplittableRandom random, int keys) {
            return random.nextInt(keys);
        }

        @Override
        public String toString() {
            return "uniform";
        }
    }

    /**
     * The key of rank k (1 is the hottest) with a probability proportional to 1 / k^theta.
     *
     * @param theta the skew, above 0 to {@value #MAX_THETA}; YCSB's is 0.99
     */
    record Zipfian(double theta) implements KeyDistribution {
        static final double MAX_THETA = 10;

        /** Checks the range. */
        public Zipfian {
            if (!(theta > 0 && theta <= MAX_THETA)) {
                throw new IllegalArgumentException("theta " + theta);
            }
        }

        @Override
        public int choose(SplittableRandom random, int keys) {
            return scatter(ZipfRank.sample(random, keys, theta) - 1L, keys);
        }

        @Override
        public String toString() {
            return "zipfian(" + theta + ")";
        }
    }

    /** The newest keys most: zipfian with YCSB's theta of 0.99 over the distance from the newest. */
    record Latest() implements KeyDistribution {
        private static final double THETA = 0.99;

        @Override
        public int choose(SplittableRandom random, int keys) {
            return keys - ZipfRank.sample(random, keys, THETA);
        }

        @Override
        public boolean followsInserts() {
            return true;
        }

        @Override
        public String toString() {
            return "latest";
        }
    }

    /**
     * Some keys get most of the accesses, each of them alike; the others share the rest.
     *
     * @param keysPercent the share of hot keys, above 0 and below 100; at least one key is hot
     * @param accessPercent the share of accesses that go to them, 0 to 100
     */
    record Hotspot(double keysPercent, double accessPercent) implements KeyDistribution {
        /** Checks the ranges. */
        public Hotspot {
            if (!(keysPercent > 0 && keysPercent < 100 && accessPercent >= 0 && accessPercent <= 100)) {
                throw new IllegalArgumentException("hotspot " + keysPercent + " " + accessPercent);
            }
        }

        @Override
        public int choose(SplittableRandom random, int keys) {
            int hot = Math.max(1, (int) Math.round(keys * keysPercent / 100));
            boolean toHot = hot == keys || random.nextDouble() * 100 < accessPercent;
            return scatter(toHot ? random.nextInt(hot) : hot + random.nextInt(keys - hot), keys);
        }

        @Override
        public String toString() {
            return "hotspot(" + keysPercent + "%, " + accessPercent + "%)";
        }
    }

    /** The forms with parameters. */
    final class Patterns {
        private static final String NUMBER = "([0-9]{1,9}(?:\\.[0-9]{1,9})?)";
        private static final Pattern ZIPFIAN = Pattern.compile("zipfian\\( *" + NUMBER + " *\\)");
        private static final Pattern HOTSPOT =
                Pattern.compile("hotspot\\( *" + NUMBER + " *%? *, *" + NUMBER + " *%? *\\)");

        private Patterns() {}
    }
}
