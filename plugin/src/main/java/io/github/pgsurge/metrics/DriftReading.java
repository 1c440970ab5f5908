package io.github.pgsurge.metrics;

import java.time.Duration;

/**
 * What a run was seen to do, and to hold, in a span of its measured time.
 *
 * <p>Immutable and thread safe.
 *
 * @param measured length of the span
 * @param vus virtual users that were active
 * @param arrivals that began
 * @param samples that ended
 * @param errors that were among them
 * @param times of all samples: service times, or response times when the run has arrivals
 * @param heapAfterGc bytes of the client's heap that were used after each garbage collection
 * @param pgbouncerRss resident bytes of PgBouncer
 * @param gatewayRss resident bytes of the gateway
 * @param connections that the run held
 */
public record DriftReading(
        Duration measured,
        Gauge vus,
        long arrivals,
        long samples,
        long errors,
        Distribution times,
        Gauge heapAfterGc,
        Gauge pgbouncerRss,
        Gauge gatewayRss,
        Gauge connections) {

    /** Both spans together. Associative and commutative. */
    public DriftReading merge(DriftReading other) {
        return new DriftReading(
                measured.plus(other.measured),
                vus.merge(other.vus),
                arrivals + other.arrivals,
                samples + other.samples,
                errors + other.errors,
                times.merge(other.times),
                heapAfterGc.merge(other.heapAfterGc),
                pgbouncerRss.merge(other.pgbouncerRss),
                gatewayRss.merge(other.gatewayRss),
                connections.merge(other.connections));
    }

    /** Arrivals a second; 0 in a span without length. */
    double arrivalsPerSecond() {
        return measured.isZero() ? 0 : arrivals / seconds();
    }

    double seconds() {
        return measured.toNanos() / 1e9;
    }
}
