package io.github.pgsurge.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What creeps or leaks in the course of a run, as slopes an hour.
 *
 * <p>Only the time of steady load counts: while users come and go, latency, heap and connections change because they
 * should. Steady are the seconds (or wider buckets, in a run of more than {@value Series#CAPACITY} s) in which the virtual
 * users were within 5 % of their median; in a run with arrivals, those in which arrivals a second were within 10 % of theirs
 * and four standard deviations of what chance does to them. A controller does not know its agents' users, and takes all
 * time for steady. With less than {@link #SHORTEST} of steady load there is no drift to speak of.
 *
 * <p>The steady time is cut into {@value Trend#FEWEST_POINTS} to {@value #MOST_BLOCKS} equal blocks, as many as leave nine in
 * ten with a figure: a p95 needs 200 samples, a heap a collection. What has no ten such blocks has no trend.
 *
 * <p>Bounded, whatever the length of the run. For one thread at a time.
 */
public final class Drift {
    /** The least steady time that a drift is told from. */
    public static final Duration SHORTEST = Duration.ofMinutes(1);

    private static final Duration BUCKET = Duration.ofSeconds(1);
    private static final int MOST_BLOCKS = 60;
    private static final double ENOUGH_BLOCKS = 0.9;
    private static final double SAME_VUS = 0.05;
    private static final double SAME_ARRIVALS = 0.1;
    private static final double CHANCE = 4;
    private static final double HOUR_NANOS = 3.6e12;

    private final Series<DriftReading> series = new Series<>(BUCKET, DriftReading::merge);

    /**
     * Adds what was seen.
     *
     * @param at time since the begin of the measured time
     */
    public void add(Duration at, DriftReading reading) {
        series.add(at, reading);
    }

    /** How long the load was steady. */
    public Duration steadyTime() {
        return steady().stream().map(bucket -> bucket.seen().measured()).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * The change an hour of all that has a trend; nothing when the steady time was too short.
     */
    public Map<DriftFigure, Trend> trends() {
        Map<DriftFigure, Trend> trends = new EnumMap<>(DriftFigure.class);
        if (steadyTime().compareTo(SHORTEST) < 0) {
            return trends;
        }
        List<Series.Bucket<DriftReading>> steady = steady();
        for (DriftFigure figure : DriftFigure.values()) {
            trend(steady, figure).flatMap(figure::reported).ifPresent(trend -> trends.put(figure, trend));
        }
        return trends;
    }

    private List<Series.Bucket<DriftReading>> steady() {
        List<Series.Bucket<DriftReading>> all = series.buckets();
        if (all.stream().anyMatch(bucket -> bucket.seen().arrivals() > 0)) {
            double usual = median(all, DriftReading::arrivalsPerSecond);
            return all.stream()
                    .filter(bucket -> Math.abs(bucket.seen().arrivalsPerSecond() - usual)
                            <= SAME_ARRIVALS * usual
                                    + CHANCE * Math.sqrt(usual / bucket.seen().seconds()))
                    .toList();
        }
        double usual = median(all, Drift::vus);
        return all.stream()
                .filter(bucket -> Math.abs(vus(bucket.seen()) - usual) <= SAME_VUS * usual)
                .toList();
    }

    private static double vus(DriftReading reading) {
        return reading.vus().mean().orElse(0);
    }

    private static double median(List<Series.Bucket<DriftReading>> buckets, ToDoubleFunction<DriftReading> figure) {
        double[] sorted = buckets.stream()
                .map(Series.Bucket::seen)
                .mapToDouble(figure)
                .sorted()
                .toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private Optional<Trend> trend(List<Series.Bucket<DriftReading>> steady, DriftFigure figure) {
        int smallest = (steady.size() + MOST_BLOCKS - 1) / MOST_BLOCKS;
        for (int size = smallest; steady.size() / size >= Trend.FEWEST_POINTS; size++) {
            int blocks = steady.size() / size;
            List<Trend.Point> points = points(steady, size, figure);
            if (points.size() >= Math.max(Trend.FEWEST_POINTS, ENOUGH_BLOCKS * blocks)) {
                return Trend.of(points);
            }
        }
        return Optional.empty();
    }

    /** The figure of each block of so many buckets; what does not fill a block is left out at the begin. */
    private List<Trend.Point> points(List<Series.Bucket<DriftReading>> steady, int size, DriftFigure figure) {
        List<Trend.Point> points = new ArrayList<>();
        for (int begin = steady.size() % size; begin < steady.size(); begin += size) {
            List<Series.Bucket<DriftReading>> block = steady.subList(begin, begin + size);
            OptionalDouble reading =
                    figure.of(block.stream().map(Series.Bucket::seen).toList());
            double at = block.stream()
                    .mapToDouble(bucket -> bucket.from().toNanos() / HOUR_NANOS)
                    .average()
                    .orElseThrow();
            reading.ifPresent(value -> points.add(new Trend.Point(at, value)));
        }
        return points;
    }
}
