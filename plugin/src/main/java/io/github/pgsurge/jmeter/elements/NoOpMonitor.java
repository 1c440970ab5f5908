package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.evidence.RunObserver;

/** Stands for the monitor of a server that nobody named: says so once for all copies of its element, and reads nothing. */
record NoOpMonitor(String message) implements RunObserver {
    @Override
    public void begin(Surroundings surroundings) {
        surroundings.out().accept(message);
    }
}
