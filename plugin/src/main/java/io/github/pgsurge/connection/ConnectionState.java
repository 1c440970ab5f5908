package io.github.pgsurge.connection;

import java.util.OptionalLong;

/**
 * One look at a manager's connections, all figures in connections. Immutable.
 *
 * @param max what was asked for
 * @param reserved what pre-flight granted; less than {@code max} only with fit
 * @param budget what the run may hold by the last sample; 0 or less when there is no room
 * @param heldNow physical load connections open or opening
 * @param peakHeld most of them at once
 * @param freeNow slots nobody held at the last sample, on the tightest limit
 * @param minFreeSeen the least of those over all samples
 * @param refused53300 connection attempts of this manager that the server refused with SQLSTATE 53300
 * @param cap what the guard allows now
 * @param roundTrips of the protocol on all load connections so far, session set-up included and log-in not; empty when
 *     encryption hides them
 */
public record ConnectionState(
        int max,
        int reserved,
        int budget,
        int heldNow,
        int peakHeld,
        int freeNow,
        int minFreeSeen,
        long refused53300,
        int cap,
        OptionalLong roundTrips,
        GuardState guard) {}
