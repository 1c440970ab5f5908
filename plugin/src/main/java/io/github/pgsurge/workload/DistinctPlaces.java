package io.github.pgsurge.workload;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntSupplier;

/** Places that were chosen already; for one batch, on one thread. */
final class DistinctPlaces {
    /** After so many hits of what is taken a neighbour is taken: a skewed choice may hardly ever leave its hot keys. */
    private static final int TRIES = 8;

    private final int places;
    private final Set<Integer> taken;

    DistinctPlaces(int expected, int places) {
        this.places = places;
        taken = new HashSet<>(2 * expected);
    }

    int add(IntSupplier choice) {
        int place = choice.getAsInt();
        for (int i = 1; i < TRIES && taken.contains(place); i++) {
            place = choice.getAsInt();
        }
        while (!taken.add(place)) {
            place = (place + 1) % places;
        }
        return place;
    }
}
