package io.github.pgsurge.cli.bench;

import java.util.OptionalDouble;

/**
 * What one measurement came to. Immutable.
 *
 * @param rowsPerS rows acknowledged per second of the measured time
 * @param cpuMicrosPerRow CPU time of the client process, user and system, in microseconds a row; empty when there was no
 *     client to speak of
 */
record Figure(double rowsPerS, OptionalDouble cpuMicrosPerRow) {}
