package io.github.pgsurge.cli.bench;

import java.util.OptionalDouble;

/**
 * What one measurement came to, in the benchmark's unit: rows or requests. Immutable.
 *
 * @param perS units acknowledged or answered per second of the measured time
 * @param cpuMicros CPU time of the client process, user and system, in microseconds a unit; empty when there was no client
 *     to speak of
 */
record RoundFigure(double perS, OptionalDouble cpuMicros) {}
