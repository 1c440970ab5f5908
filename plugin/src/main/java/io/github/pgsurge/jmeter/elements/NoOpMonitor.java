package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.evidence.RunMonitor;

/** Stands for the monitor of a server that nobody named: says so once for all copies of its element, and reads nothing. */
record NoOpMonitor(String message) implements RunMonitor {
    @Override
    public void begin(Surroundings surroundings) {
        surroundings.out().accept(message);
    }

    @Override
    public void observe(Moment moment) {
        // there is nothing to read
    }
}
