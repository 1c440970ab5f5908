package io.github.pgsurge.report;

import java.util.OptionalInt;

/**
 * The connections of a run at one moment.
 *
 * <p>Immutable and thread safe.
 *
 * @param held connections it holds
 * @param budget connections it may hold
 * @param free slots that are free on the server; empty when nothing looks
 * @param guard the guard's state in a word; blank when there is nothing to say
 */
public record ConnectionState(int held, int budget, OptionalInt free, String guard) {}
