package io.github.pgsurge.metrics;

/** The quantiles that are stored and shown. Immutable and thread safe. */
public enum Quantile {
    P50("p50", "p50", 0.50),
    P90("p90", "p90", 0.90),
    P95("p95", "p95", 0.95),
    P99("p99", "p99", 0.99),
    P999("p999", "p99.9", 0.999);

    /** How many samples must lie beyond a quantile for it to say anything. */
    private static final double SAMPLES_BEYOND = 10;

    /** 100 * (1 - 0.9) is 9.999999999999998 in binary floating point. */
    private static final double ROUNDING = 1e-6;

    private final String key;
    private final String title;
    private final double q;

    Quantile(String key, String title, double q) {
        this.key = key;
        this.title = title;
        this.q = q;
    }

    /** Its name in run.json. */
    public String key() {
        return key;
    }

    /** Its name in tables. */
    public String title() {
        return title;
    }

    /** The fraction of samples at or below it, 0 to 1. */
    public double q() {
        return q;
    }

    /** Whether {@code n} samples support this quantile: n(1-q) is at least 10. */
    public boolean supportedBy(long n) {
        return supports(n, q);
    }

    /** How many samples support this quantile. */
    public long needed() {
        return (long) Math.ceil(SAMPLES_BEYOND / (1 - q) - ROUNDING);
    }

    /** Whether {@code n} samples support a quantile {@code q} of 0 to 1: n(1-q) is at least 10. */
    static boolean supports(long n, double q) {
        return n * (1 - q) >= SAMPLES_BEYOND - ROUNDING;
    }
}
