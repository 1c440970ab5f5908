package io.github.pgsurge.evidence;

import io.github.pgsurge.connection.GuardState;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The connections of a run at one moment.
 *
 * <p>Immutable and thread safe.
 *
 * @param held connections it holds
 * @param budget connections it may hold
 * @param free slots that are free on the server; empty when nothing looks
 * @param guard what the guard is at; empty when there is none
 */
public record ConnectionState(int held, int budget, OptionalInt free, Optional<GuardState> guard) {}
