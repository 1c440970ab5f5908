package io.github.pgsurge.report;

import java.util.OptionalLong;

/**
 * What the run did with connections. Empty means not measured.
 *
 * <p>Immutable and thread safe.
 *
 * @param max connections the run asked for
 * @param reserved connections the pre-flight granted and reserved
 * @param budget connections the run may hold by the last look of the guard
 * @param peakHeld the most it held at once
 * @param minFreeSeen the fewest slots that were free at any look
 * @param refused53300 connections that the server refused with SQLSTATE 53300
 * @param roundTrips of the protocol on its connections, session set-up included and log-in not
 */
public record ConnectionResult(
        OptionalLong max,
        OptionalLong reserved,
        OptionalLong budget,
        OptionalLong peakHeld,
        OptionalLong minFreeSeen,
        OptionalLong refused53300,
        OptionalLong roundTrips) {}
