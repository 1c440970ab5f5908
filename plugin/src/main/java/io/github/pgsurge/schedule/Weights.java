package io.github.pgsurge.schedule;

import io.github.pgsurge.outcome.Rejection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Weights of named choices. Immutable; thread safe, as the source of randomness is the caller's. */
public final class Weights {
    private final double[] cumulative;

    private Weights(double[] cumulative) {
        this.cumulative = cumulative;
    }

    /**
     * Reads lines of {@code name=weight}; a weight is a number of at least 0, and its share is its part of the sum.
     *
     * @param owner what the weights belong to, for the error
     * @param lines one line a choice, in any order
     * @param names the choices there are, in the order in which {@link #choose} counts them
     * @throws Rejection when a weight is negative or no number, all are 0, or the lines and the names are not the same set
     */
    public static Weights parse(String owner, String lines, List<String> names) throws Rejection {
        Map<String, Double> given = new LinkedHashMap<>();
        for (String line :
                lines.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
            int equals = line.lastIndexOf('=');
            if (equals < 1) {
                throw Rejection.usage(owner + ": weight '" + line + "' is not allowed; allowed: child name=weight");
            }
            String name = line.substring(0, equals).strip();
            if (!names.contains(name)) {
                throw Rejection.usage(owner + ": weight '" + line + "' names a child that is not there; there are: "
                        + String.join(", ", names));
            }
            if (given.put(name, weight(owner, line, line.substring(equals + 1).strip())) != null) {
                throw Rejection.usage(owner + ": weight of '" + name + "' is given twice; keep one line");
            }
        }
        double[] cumulative = new double[names.size()];
        double sum = 0;
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < cumulative.length; i++) {
            Double weight = given.get(names.get(i));
            if (weight == null) {
                missing.add(names.get(i));
                continue;
            }
            sum += weight;
            cumulative[i] = sum;
        }
        if (!missing.isEmpty()) {
            throw Rejection.usage(owner + ": no weight for " + String.join(", ", missing) + "; add a line name=weight");
        }
        if (sum <= 0) {
            throw Rejection.usage(owner + ": all weights are 0; at least one must be more");
        }
        return new Weights(cumulative);
    }

    private static double weight(String owner, String line, String number) throws Rejection {
        try {
            double weight = Double.parseDouble(number);
            if (weight >= 0 && weight <= Double.MAX_VALUE) {
                return weight;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with what is allowed
        }
        throw Rejection.usage(owner + ": weight '" + line + "' is not allowed; allowed: a number of at least 0");
    }

    /** The index of the next choice. */
    public int choose(SplittableRandom random) {
        double point = random.nextDouble(cumulative[cumulative.length - 1]);
        int index = 0;
        while (point >= cumulative[index]) {
            index++;
        }
        return index;
    }
}
