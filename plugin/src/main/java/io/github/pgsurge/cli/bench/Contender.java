package io.github.pgsurge.cli.bench;

/** One way to write, or to ask, that is measured. Used by one thread. */
interface Contender {
    /** Its name in the table. */
    String name();

    /**
     * Loads the server through the warm-up and the measured time.
     *
     * @throws BenchFailure when it did not run, or did not run without errors
     */
    RoundFigure measure(Timing timing) throws BenchFailure, InterruptedException;

    /**
     * How long one measurement takes.
     *
     * @param warmupSeconds load before the figures count, 1 or more
     * @param seconds measured time, 1 or more
     */
    record Timing(int warmupSeconds, int seconds) {
        int totalSeconds() {
            return warmupSeconds + seconds;
        }
    }
}
