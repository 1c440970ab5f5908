package io.github.pgsurge.sandbox.gateway;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What the gateway's pools are for. Each operation belongs to one service and takes its connections from there. */
enum Service {
    FEED,
    USER,
    CONTENT,
    SEARCH,
    PUBLISHING,
    AUTH;

    private static final List<Service> IN_TURN = List.of(values());

    /** The first service that has this pool: every sixth is the same service's. */
    static Service ofPool(int pool) {
        return IN_TURN.get(pool % IN_TURN.size());
    }

    /**
     * Which of so many pools are this service's. With 12 that is two for each service; with fewer pools than services,
     * one that it shares.
     */
    List<Integer> pools(int pools) {
        int own = IN_TURN.indexOf(this);
        return pools < IN_TURN.size()
                ? List.of(own % pools)
                : IntStream.range(0, pools)
                        .filter(pool -> ofPool(pool) == this)
                        .boxed()
                        .toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
