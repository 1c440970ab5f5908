package io.github.pgsurge.postgres;

import io.github.pgsurge.evidence.Fields;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The readings between a start and an end, of which a run's figures are. Before a start is set the first reading stands for
 * it, without figures a row. Thread safe.
 */
final class Window {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Growth growth = new Growth();
    private final Peaks peaks = new Peaks();
    private Reading start;
    private Reading last;
    private Reading afterwards;
    private OptionalLong rowsBefore = OptionalLong.empty();
    private boolean underLoad;
    private boolean ended;
    private OptionalLong rowsAfter = OptionalLong.empty();
    private Optional<StatementTimes> statementsBefore = Optional.empty();
    private List<Fields> statements = List.of();

    /** Adds a reading; nothing once there is an end. */
    synchronized void add(Reading reading) {
        if (start == null) {
            begin(reading);
        } else if (!ended) {
            grow(reading, reading.counters());
            peaks.add(reading);
            last = reading;
        }
    }

    private void grow(Reading reading, List<Counters> counters) {
        if (reading.postmaster().isBeside(last)) {
            growth.moveTo(counters);
            statementsBefore = Optional.empty();
        } else {
            growth.add(counters);
        }
    }

    private void begin(Reading reading) {
        start = reading;
        last = reading;
        growth.startAt(reading.counters());
        peaks.clear();
        peaks.add(reading);
    }

    /**
     * Sets the start.
     *
     * @param rows the load had written by then
     * @param whileLoaded whether the load was on: then what its sessions did in the last second is missing from some counters
     */
    synchronized void start(Reading reading, long rows, boolean whileLoaded) {
        begin(reading);
        rowsBefore = OptionalLong.of(rows);
        underLoad = whileLoaded;
    }

    /** Keeps what statements had taken before the start. */
    synchronized void startStatements(Optional<StatementTimes> before) {
        statementsBefore = before;
    }

    synchronized Optional<StatementTimes> statementsBefore() {
        return statementsBefore;
    }

    synchronized boolean isStarted() {
        return rowsBefore.isPresent();
    }

    /**
     * Sets the end.
     *
     * @param rows the load has written; empty when nobody counted them
     */
    synchronized void end(Reading reading, OptionalLong rows) {
        add(reading);
        ended = true;
        rowsAfter = rows;
    }

    /** Keeps the statements that took longest from the start to the end. */
    synchronized void endStatements(List<Fields> longest) {
        statements = longest;
    }

    /** Whether counters that come late may still grow by what the load did: those of sessions that ended after the end. */
    synchronized boolean isSettling() {
        return ended && !underLoad;
    }

    /** Adds what late counters and the table's figures got after the end, when the load's sessions had been closed. */
    synchronized void settle(Reading reading) {
        grow(
                reading,
                reading.counters().stream()
                        .filter(counters -> !counters.settled())
                        .toList());
        afterwards = reading;
    }

    synchronized List<String> reset() {
        return growth.reset();
    }

    synchronized List<Fields> statements() {
        return statements;
    }

    /** The figures so far, which later readings do not change; empty when there is nothing between a start and an end. */
    synchronized Optional<ServerFigures> figures() {
        if (start == null) {
            return Optional.empty();
        }
        OptionalLong rows = ended && rowsBefore.isPresent() && rowsAfter.isPresent()
                ? OptionalLong.of(rowsAfter.getAsLong() - rowsBefore.getAsLong())
                : OptionalLong.empty();
        return Optional.of(new ServerFigures(
                growth.copy(),
                peaks.copy(),
                last,
                afterwards == null ? last : afterwards,
                (last.nanos() - start.nanos()) / NANOS_PER_SECOND,
                rows));
    }
}
