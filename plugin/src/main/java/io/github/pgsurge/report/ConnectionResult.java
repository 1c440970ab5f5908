package io.github.pgsurge.report;

import java.util.OptionalLong;

/**
 * What the run did with connections. Empty means not measured.
 *
 * <p>Immutable and thread safe.
 *
 * @param max the server's {@code max_connections}
 * @param reserved slots that the server keeps from ordinary roles
 * @param budget connections that the run was allowed to hold
 * @param peakHeld the most it held at once
 * @param minFreeSeen the fewest slots that were free at any look
 * @param refused53300 connections that the server refused with SQLSTATE 53300
 */
public record ConnectionResult(
        OptionalLong max,
        OptionalLong reserved,
        OptionalLong budget,
        OptionalLong peakHeld,
        OptionalLong minFreeSeen,
        OptionalLong refused53300) {}
