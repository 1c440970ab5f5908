package io.github.pgsurge.connection;

import java.util.OptionalInt;

/**
 * When the guard lowers the cap, and when it raises it again: at once down, up only after {@value #ROOM_SAMPLES}
 * consecutive samples with room, and by the least room among them. Pure of clocks and connections; owned by the guard's
 * thread.
 */
final class CapPolicy {
    /** Consecutive samples with room before the cap rises. */
    static final int ROOM_SAMPLES = 3;

    private final GuardAction action;
    private final int granted;
    private int roomySamples;
    private int leastRoom;

    /** @param granted what the run was given at pre-flight; the cap never rises above it */
    CapPolicy(GuardAction action, int granted) {
        this.action = action;
        this.granted = granted;
    }

    /**
     * The cap that this sample asks for. A lower one takes effect at once; a higher one only after a second look under
     * the reservation lock.
     *
     * @param left connections the run may hold by the budget
     * @param cap the cap now
     * @param open physical connections open now, which only {@link GuardAction#SHED} closes
     */
    OptionalInt next(int left, int cap, int open) {
        if (left < cap) {
            roomySamples = 0;
            int floor = action == GuardAction.SHED ? 0 : Math.min(cap, open);
            int target = Math.max(Math.max(0, left), floor);
            return target < cap ? OptionalInt.of(target) : OptionalInt.empty();
        }
        if (cap >= granted || left == cap) {
            roomySamples = 0;
            return OptionalInt.empty();
        }
        leastRoom = roomySamples == 0 ? left : Math.min(leastRoom, left);
        roomySamples++;
        if (roomySamples < ROOM_SAMPLES) {
            return OptionalInt.empty();
        }
        roomySamples = 0;
        return OptionalInt.of(Math.min(granted, leastRoom));
    }
}
