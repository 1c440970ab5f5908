package io.github.pgsurge.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Contender.Timing TIMING = new Contender.Timing(1, 2);

    /** One that is measured at once. */
    private record Instant(String name, double perS) implements Contender {
        @Override
        public RoundFigure measure(Timing timing) {
            return new RoundFigure(perS, OptionalDouble.of(20));
        }
    }

    @Test
    void eachRoundBeginsWithAnotherContender() {
        List<String> contenders = List.of("a", "b", "c", "d", "e", "f");

        assertThat(Rounds.order(contenders, 0, 3)).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(Rounds.order(contenders, 1, 3)).containsExactly("c", "d", "e", "f", "a", "b");
        assertThat(Rounds.order(contenders, 2, 3)).containsExactly("e", "f", "a", "b", "c", "d");
    }

    @Test
    void measuresTheChosenOnesInEveryRoundFromACleanServer() throws Exception {
        List<String> said = new ArrayList<>();
        List<String> resets = new ArrayList<>();

        ContenderResults results = new Rounds(TIMING, 2, List.of("a", "c"), said::add)
                .measure(
                        GraphqlBench.SPEC,
                        List.of(new Instant("a", 40_000), new Instant("b", 1), new Instant("c", 100_000)),
                        () -> resets.add("reset"));

        assertThat(resets).hasSize(4);
        assertThat(said)
                .containsExactly(
                        "round 1/2  a                     40,000 requests/s   20.0 us/request",
                        "round 1/2  c                    100,000 requests/s   20.0 us/request",
                        "round 2/2  c                    100,000 requests/s   20.0 us/request",
                        "round 2/2  a                     40,000 requests/s   20.0 us/request");
        assertThat(results.all()).extracting(ContenderResult::name).containsExactly("a", "c");
        assertThat(results.all().get(0).perS().values()).containsExactly(40_000.0, 40_000.0);
    }
}
