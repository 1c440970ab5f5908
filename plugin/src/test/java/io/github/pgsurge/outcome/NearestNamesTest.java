package io.github.pgsurge.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNamesTest {
    private static final List<String> KNOWN =
            List.of("latency", "late", "pool_size", "min_pool_size", "Pool_mode", "client.threads_peak");

    @Test
    void namesThatReadAlikeOrContainItTheNearestFirst() {
        assertThat(NearestNames.of("POOL_SIZ", KNOWN)).containsExactly("pool_size", "min_pool_size");
        assertThat(NearestNames.of("poolmode", KNOWN)).containsExactly("Pool_mode");
        assertThat(NearestNames.of("nothing_like_it", KNOWN)).isEmpty();
    }

    @Test
    void aMisspelledNameIsNoPartOfAnother() {
        assertThat(NearestNames.misspelled("Latnecy", KNOWN)).hasValue("latency");
        assertThat(NearestNames.misspelled("read", KNOWN)).isEmpty();
        assertThat(NearestNames.misspelled("x", List.of(""))).isEmpty();
    }
}
