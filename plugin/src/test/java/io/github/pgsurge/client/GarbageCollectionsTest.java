package io.github.pgsurge.client;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GarbageCollectionsTest {
    private final List<GarbageCollections.Collected> seen = new ArrayList<>();

    @Test
    @SuppressWarnings("ExplicitGcCall")
    void areToldOfWithWhatTheyLeave() {
        byte[] kept = new byte[5_000_000];
        try (GarbageCollections collections = GarbageCollections.listen()) {
            System.gc();
            await("a collection is told of").until(() -> seen.addAll(collections.drain()) || !seen.isEmpty());
        }

        assertThat(seen).anySatisfy(collected -> {
            assertThat(collected.stopped()).isTrue();
            assertThat(collected.pause()).isPositive();
            assertThat(collected.heapUsed())
                    .isBetween((long) kept.length, Runtime.getRuntime().maxMemory());
        });
    }
}
