package io.github.pgsurge.workload;

import java.util.SplittableRandom;

/**
 * Zipf distributed ranks by rejection-inversion (Hörmann and Derflinger, Rejection-inversion to generate variates from
 * monotone discrete distributions, ACM TOMACS 6(3), 1996). It is exact for every exponent and needs no sum over all
 * ranks, unlike the approximation of Gray et al. (Quickly generating billion-record synthetic databases, SIGMOD 1994)
 * that YCSB uses, which is for exponents below 1 only and must be prepared anew when the number of keys grows.
 */
final class ZipfRank {
    private ZipfRank() {}

    /** A rank from 1 to n; k with a probability proportional to {@code k^-theta}. */
    static int sample(SplittableRandom random, int n, double theta) {
        double first = integral(1.5, theta) - 1;
        double last = integral(n + 0.5, theta);
        double always = 2 - inverse(integral(2.5, theta) - Math.pow(2, -theta), theta);
        while (true) {
            double u = last + random.nextDouble() * (first - last);
            double x = inverse(u, theta);
            int k = (int) Math.max(1, Math.min(n, Math.round(x)));
            if (k - x <= always || u >= integral(k + 0.5, theta) - Math.pow(k, -theta)) {
                return k;
            }
        }
    }

    /** The integral of x^-theta from 1, written so that it stays exact where theta is close to 1. */
    private static double integral(double x, double theta) {
        double log = Math.log(x);
        double t = (1 - theta) * log;
        return log * (Math.abs(t) > 1e-8 ? Math.expm1(t) / t : 1 + t / 2 * (1 + t / 3));
    }

    private static double inverse(double y, double theta) {
        double t = Math.max(-1, y * (1 - theta));
        return Math.exp(y * (Math.abs(t) > 1e-8 ? Math.log1p(t) / t : 1 - t / 2 + t * t / 3));
    }
}
