package io.github.pgsurge.metrics;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * The straight line through readings over time: ordinary least squares, with the 95 % confidence interval of its slope by
 * Student's t.
 *
 * <p>Readings of a system depend on those before them, and then the plain interval is too narrow. The interval here is
 * that of Santer et al., "Statistical significance of trends and trend differences in layer-average atmospheric temperature
 * time series", J. Geophys. Res. 105 (2000), equations 3 to 6: with r the lag-1 autocorrelation of the residuals, n readings
 * count as n (1 - r) / (1 + r), in the residual variance and in the degrees of freedom. Negative r counts as 0, and never
 * fewer than 3 readings are left.
 *
 * <p>Immutable and thread safe.
 *
 * @param slope change of the reading for each unit of time
 * @param low lower bound of its interval
 * @param high upper bound
 * @param mean arithmetic mean of the readings
 * @param points how many readings
 */
public record Trend(double slope, double low, double high, double mean, int points) {
    /** With fewer readings there is no trend. */
    public static final int FEWEST_POINTS = 10;

    private static final double CONFIDENCE = 0.95;
    private static final double FEWEST_EFFECTIVE = 3;

    /** A reading at a time. */
    public record Point(double at, double reading) {}

    /** The trend of readings in the order of time; empty when they are fewer than {@value #FEWEST_POINTS}. */
    public static Optional<Trend> of(List<Point> points) {
        int n = points.size();
        if (n < FEWEST_POINTS) {
            return Optional.empty();
        }
        SimpleRegression line = new SimpleRegression();
        points.forEach(point -> line.addData(point.at(), point.reading()));
        double[] residuals = points.stream()
                .mapToDouble(point -> point.reading() - line.predict(point.at()))
                .toArray();
        double effective = effective(residuals);
        double variance = line.getSumSquaredErrors() / (effective - 2);
        double t = new TDistribution(null, effective - 2).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        double half = t * Math.sqrt(variance / line.getXSumSquares());
        double mean = points.stream().mapToDouble(Point::reading).average().orElseThrow();
        return Optional.of(new Trend(line.getSlope(), line.getSlope() - half, line.getSlope() + half, mean, n));
    }

    /** How many independent readings would say as much. */
    private static double effective(double... residuals) {
        double squares = 0;
        double neighbours = 0;
        for (int i = 0; i < residuals.length; i++) {
            squares += residuals[i] * residuals[i];
            neighbours += i == 0 ? 0 : residuals[i] * residuals[i - 1];
        }
        double r = squares == 0 ? 0 : Math.max(0, neighbours / squares);
        return Math.max(FEWEST_EFFECTIVE, residuals.length * (1 - r) / (1 + r));
    }

    /** The same as a change of the mean: 0.05 is 5 % of it; empty when the mean is not above zero. */
    public Optional<Trend> relative() {
        return mean <= 0
                ? Optional.empty()
                : Optional.of(new Trend(slope / mean, low / mean, high / mean, mean, points));
    }
}
