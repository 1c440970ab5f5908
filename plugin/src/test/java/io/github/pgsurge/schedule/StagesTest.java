package io.github.pgsurge.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.schedule.Stages.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StagesTest {
    private static final String EACH = "allowed: time:VUs such as 1m:50, with a time such as 500ms, 30s, 5m, 1h or a"
            + " number of seconds, and a whole number from 0 to 100000";

    @Test
    void goesInAStraightLineFromTargetToTarget() throws Rejection {
        Stages stages = Stages.parse(" 10s:20, 20s : 20 ,10s:0");

        assertThat(stages.total()).isEqualTo(seconds(40));
        assertThat(stages.peak()).isEqualTo(20);
        assertThat(stages.at(seconds(-1))).isZero();
        assertThat(stages.at(seconds(0))).isZero();
        assertThat(stages.at(seconds(5))).isCloseTo(10, within(1e-9));
        assertThat(stages.at(seconds(25))).isCloseTo(20, within(1e-9));
        assertThat(stages.at(seconds(37))).isCloseTo(6, within(1e-9));
        assertThat(stages.at(seconds(40))).isZero();
        assertThat(stages.target(Duration.ofMillis(249))).isZero();
        assertThat(stages.target(Duration.ofMillis(250))).isEqualTo(1);
        assertThat(stages.target(Duration.ofMillis(9_749))).isEqualTo(19);
        assertThat(stages.target(Duration.ofMillis(9_750))).isEqualTo(20);
        assertThat(stages.target(Duration.ofMillis(39_750))).isEqualTo(1);
        assertThat(stages.target(Duration.ofMillis(39_751))).isZero();
        assertThat(stages).hasToString("10s:20,20s:20,10s:0");
    }

    @Test
    void jumpsWhereAStageTakesNoTime() throws Rejection {
        Stages stages = Stages.parse("0s:5,10s:5,0:2,10:2");
        assertThat(stages.target(seconds(0))).isEqualTo(5);
        assertThat(stages.target(Duration.ofMillis(9_999))).isEqualTo(5);
        assertThat(stages.target(seconds(10))).isEqualTo(2);
        assertThat(stages.target(seconds(20))).isZero();
        assertThat(stages.spans())
                .containsExactly(
                        new Span(1, seconds(0), seconds(20)),
                        new Span(2, seconds(0), seconds(20)),
                        new Span(3, seconds(0), seconds(10)),
                        new Span(4, seconds(0), seconds(10)),
                        new Span(5, seconds(0), seconds(10)));
    }

    @Test
    void isAllAtOnceWhenConstant() throws Rejection {
        Stages stages = Stages.constant(3, seconds(7));
        assertThat(stages.total()).isEqualTo(seconds(7));
        assertThat(stages.peak()).isEqualTo(3);
        assertThat(stages.spans())
                .containsExactly(
                        new Span(1, seconds(0), seconds(7)),
                        new Span(2, seconds(0), seconds(7)),
                        new Span(3, seconds(0), seconds(7)));
    }

    @Test
    void neverBringsBackAVuThatHasLeftAndSendsTheLastToJoinAwayFirst() throws Rejection {
        List<Span> spans = Stages.parse("2s:2,2s:1,2s:2").spans();
        assertThat(spans)
                .containsExactly(
                        new Span(1, Duration.ofMillis(500), seconds(6)),
                        new Span(2, Duration.ofMillis(1_500), Duration.ofNanos(3_000_001_000L)),
                        new Span(3, seconds(5), seconds(6)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10s:20,20s:20,10s:0",
                "1m:50,5m:500,1m:50",
                "1m:10,2m:50,5m:100,2m:50,1m:0",
                "0s:7,1s:7,0s:0,1s:0,0s:9,333ms:1,0:100,1ms:0,7s:3",
                "1h:1",
                "8760h:100000",
                "1ms:100000,1ms:0",
                "3s:3,0s:0,0s:5,3s:5"
            })
    void hasAsManySpansAsTheRoundedLineAtEveryMoment(String text) throws Rejection {
        checkSpans(Stages.parse(text));
    }

    @Test
    void hasAsManySpansAsTheRoundedLineForAnyStages() throws Rejection {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 300; round++) {
            String text = IntStream.range(0, random.nextInt(1, 8))
                    .mapToObj(stage -> (random.nextInt(4) == 0 ? 0 : random.nextInt(1, 20_000)) + "ms:"
                            + (random.nextInt(4) == 0 ? 0 : random.nextInt(1, 40)))
                    .collect(Collectors.joining(","));
            checkSpans(Stages.parse(text + ",1s:1"));
        }
    }

    private static void checkSpans(Stages stages) {
        List<Span> spans = stages.spans();
        long total = stages.total().toNanos() / 1_000;
        SplittableRandom random = new SplittableRandom(stages.toString().hashCode());
        for (int i = 0; i < 40; i++) {
            Span any = spans.get(random.nextInt(spans.size()));
            check(stages, spans, Duration.ofNanos(1_000 * random.nextLong(-1, total + 1)));
            for (Duration edge : List.of(any.from(), any.until())) {
                check(stages, spans, edge.minusNanos(1_000));
                check(stages, spans, edge);
                check(stages, spans, edge.plusNanos(1_000));
            }
        }
        assertThat(spans)
                .extracting(Span::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, spans.size()).boxed().toList());
        assertThat(spans).isSortedAccordingTo((a, b) -> a.from().compareTo(b.from()));
        assertThat(spans).allMatch(span -> span.until().compareTo(stages.total()) <= 0);
    }

    private static void check(Stages stages, List<Span> spans, Duration moment) {
        long active = spans.stream()
                .filter(span ->
                        span.from().compareTo(moment) <= 0 && span.until().compareTo(moment) > 0)
                .count();
        assertThat(active).as("VUs of %s at %s", stages, moment).isEqualTo(stages.target(moment));
        assertThat(Math.abs(stages.at(moment) - active)).isLessThanOrEqualTo(0.5 + 1e-6);
    }

    @Test
    void keepsItsShapeWhenScaled() throws Rejection {
        Stages stages = Stages.parse("1m:50,5m:500,0s:100,1m:50");
        assertThat(stages.scaled(OptionalInt.empty(), Optional.empty())).hasToString(stages.toString());
        assertThat(stages.scaled(OptionalInt.of(20), Optional.empty())).hasToString("60s:2,300s:20,0s:4,60s:2");
        assertThat(stages.scaled(OptionalInt.empty(), Optional.of(seconds(21))))
                .hasToString("3s:50,15s:500,0s:100,3s:50");
        Stages both = stages.scaled(OptionalInt.of(1_000), Optional.of(seconds(10)));
        assertThat(both).hasToString("1429ms:100,7142ms:1000,0s:200,1429ms:100");
        assertThat(both.total()).isEqualTo(seconds(10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1m:50,5m-500,1m:50 | stage 2 of 3, '5m-500', is not allowed",
                "1m:50,5m:500/s | stage 2 of 2, '5m:500/s', is not allowed",
                "1m:50, | stage 2 of 2, '', is not allowed",
                "1m:50, 5m:-1 | stage 2 of 2, '5m:-1', is not allowed",
                "1m:100001 | stage 1 of 1, '1m:100001', is not allowed",
                "-1m:5 | stage 1 of 1, '-1m:5', is not allowed",
                "soon:5 | stage 1 of 1, 'soon:5', is not allowed",
                "1m:5:7 | stage 1 of 1, '1m:5:7', is not allowed",
                "1m: | stage 1 of 1, '1m:', is not allowed",
                "50 | stage 1 of 1, '50', is not allowed"
            })
    void namesTheStageThatDoesNotParse(String text, String problem) {
        assertThatThrownBy(() -> Stages.parse(text))
                .isInstanceOfSatisfying(Rejection.class, rejection -> assertThat(rejection.exitCode())
                        .isEqualTo(ExitCode.USAGE))
                .hasMessage("STAGES: " + problem + "; " + EACH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0s:50 | STAGES=0s:50: the stages last 0s in all; allowed: more than 0s, at most 8760h",
                "10s:0 | STAGES=10s:0: the stages have no VU in all; allowed: at least one target above 0",
                "8000h:1,800h:2 | STAGES=28800000s:1,2880000s:2: the stages last 31680000s in all; allowed: more than"
                        + " 0s, at most 8760h"
            })
    void refusesStagesThatComeToNothingOrToNoEnd(String text, String problem) {
        assertThatThrownBy(() -> Stages.parse(text))
                .isInstanceOf(Rejection.class)
                .hasMessage(problem);
    }

    @Test
    void refusesMoreThanAMachineCouldStart() {
        assertThatThrownBy(() -> Stages.parse("0s:100000,1s:0,".repeat(11) + "1s:1"))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("start 1100001 VUs one after the other in all; allowed: at most 1000000");
        assertThatThrownBy(() -> Stages.parse("1s:1,".repeat(1_000) + "1s:1"))
                .isInstanceOf(Rejection.class)
                .hasMessage("STAGES has 1001 stages; allowed: at most 1000");
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
