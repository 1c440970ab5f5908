package io.github.pgsurge.jmeter.vu;

/** When a VU begins its iterations, and when its time is over. Thread safe. */
public interface Pacing {
    /** When the VU's time is over, by {@link System#nanoTime}. */
    long end();

    /** A VU has been made that is to be started. */
    default void joins() {
        // most wait for nobody
    }

    /** A VU that has joined waits for its first iteration, or never will. */
    default void isReady() {
        // most wait for nobody
    }

    /**
     * Waits until the VU is to begin its next iteration.
     *
     * @return false when it is to begin none any more
     */
    boolean next(VirtualUser user);

    /** One iteration after the other, until then. */
    static Pacing untilThen(long end) {
        return new Pacing() {
            @Override
            public long end() {
                return end;
            }

            @Override
            public boolean next(VirtualUser user) {
                return !user.isOver();
            }
        };
    }
}
