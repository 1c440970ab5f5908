package io.github.pgsurge.sandbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTest {

    @Test
    void twelvePoolsAreTwoForEachService() {
        assertThat(Service.FEED.pools(12)).containsExactly(0, 6);
        assertThat(Service.AUTH.pools(12)).containsExactly(5, 11);
        assertThat(Service.ofPool(6)).isEqualTo(Service.FEED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6, 7, 12, 64})
    void everyPoolServesAndEveryServiceIsServed(int pools) {
        assertThat(Service.values())
                .allSatisfy(service -> assertThat(service.pools(pools)).isNotEmpty());
        assertThat(Arrays.stream(Service.values())
                        .flatMap(service -> service.pools(pools).stream())
                        .distinct())
                .hasSize(pools);
    }
}
