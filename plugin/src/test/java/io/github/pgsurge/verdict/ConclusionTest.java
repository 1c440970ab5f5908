package io.github.pgsurge.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConclusionTest {
    private static Conclusion.Ending ending(String early, boolean asked, String doubt) {
        return new Conclusion.Ending(
                Optional.empty(),
                Optional.ofNullable(early),
                asked,
                Optional.ofNullable(doubt),
                Optional.empty(),
                Optional.empty());
    }

    private static List<ThresholdResult> results(String words) {
        return words == null
                ? List.of()
                : Stream.of(words.split(" "))
                        .map(word -> new ThresholdResult(
                                "rule of " + word,
                                OptionalDouble.of(7),
                                "ms",
                                Verdict.valueOf(word.toUpperCase(java.util.Locale.ROOT)),
                                ""))
                        .toList();
    }

    @ParameterizedTest
    @CsvSource({
        // rules, early, asked, doubt, samples, errors, verdict, exit code
        ",,false,,10,0,pass,0",
        ",,false,,10,9,pass,0",
        ",,false,,10,10,fail,99",
        ",,false,,0,0,fail,99",
        ",early,true,,10,0,inconclusive,4",
        ",early,false,,0,0,inconclusive,4",
        ",,false,doubt,10,0,inconclusive,4",
        "pass,,false,,10,0,pass,0",
        "pass,,false,,10,10,fail,99",
        "pass,,false,,0,0,fail,99",
        "pass warn,,false,,10,0,warn,0",
        "pass warn inconclusive,,false,,10,0,inconclusive,4",
        "pass warn inconclusive fail,,false,,10,0,fail,99",
        "pass,early,true,,10,0,pass,0",
        "warn,early,true,,10,0,warn,0",
        "fail,early,true,,10,0,fail,99",
        "fail,early,true,,0,0,inconclusive,4",
        "pass,early,false,,10,0,inconclusive,4",
        "fail,early,false,,10,0,fail,99",
        "pass,,false,doubt,10,0,inconclusive,4",
        "warn,early,true,doubt,10,0,inconclusive,4",
        "fail,,false,doubt,10,0,fail,99",
    })
    void ranksWhatItKnows(
            String rules,
            String early,
            boolean asked,
            String doubt,
            long samples,
            long errors,
            String verdict,
            int exitCode) {
        Conclusion conclusion = Conclusion.of(ending(early, asked, doubt), results(rules), samples, errors);
        assertThat(conclusion.verdict()).hasToString(verdict);
        assertThat(conclusion.exitCode().code()).isEqualTo(exitCode);
        assertThat(conclusion.reason().isEmpty()).isEqualTo(conclusion.verdict() == Verdict.PASS);
    }

    @Test
    void aRejectionComesFirst() {
        Conclusion.Ending refused = new Conclusion.Ending(
                Optional.of(Rejection.refused("no room")),
                Optional.of("early"),
                true,
                Optional.of("doubt"),
                Optional.empty(),
                Optional.empty());
        assertThat(Conclusion.of(refused, results("fail"), 10, 10))
                .isEqualTo(new Conclusion(Verdict.REFUSED, ExitCode.REFUSED, "no room", false));
        assertThat(Conclusion.of(refused.seenBy(Optional.empty(), Optional.of("3 wrong answers")), List.of(), 10, 10))
                .as("but for what proves that data is wrong")
                .isEqualTo(new Conclusion(Verdict.FAIL, ExitCode.DATA_WRONG, "3 wrong answers", false));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "10, 0", "10, 10"})
    void aRunThatARuleEndedFailsWithoutASampleToo(long samples, long errors) {
        ThresholdResult broken = new ThresholdResult(
                "latency p95 < 10s, abort after 3s",
                OptionalDouble.empty(),
                "s",
                Verdict.FAIL,
                "aborted: no samples over the last 3 s");
        Conclusion.Ending ending = new Conclusion.Ending(
                Optional.empty(),
                Optional.of("early"),
                false,
                Optional.of("doubt"),
                Optional.of(broken),
                Optional.empty());
        assertThat(Conclusion.of(ending, ending.judged(List.of(broken)), samples, errors))
                .extracting(Conclusion::verdict, Conclusion::exitCode, Conclusion::reason)
                .containsExactly(
                        Verdict.FAIL,
                        ExitCode.FAILED,
                        "latency p95 < 10s, abort after 3s: aborted: no samples over the last 3 s");
        assertThat(Conclusion.of(
                                ending.seenBy(Optional.empty(), Optional.of("1 wrong")),
                                List.of(broken),
                                samples,
                                errors)
                        .exitCode())
                .isEqualTo(ExitCode.DATA_WRONG);
        Conclusion.Ending refused = new Conclusion.Ending(
                Optional.of(Rejection.refused("no room")),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.of(broken),
                Optional.empty());
        assertThat(Conclusion.of(refused, List.of(), samples, errors).exitCode())
                .isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void wrongAnswersFailWhateverTheRulesSay() {
        Conclusion.Ending wrong =
                Conclusion.Ending.REGULAR.seenBy(Optional.of("doubt"), Optional.of("1 wrong answer in 1,000 checks"));
        assertThat(Conclusion.of(wrong, results("pass"), 1_000, 1))
                .isEqualTo(new Conclusion(Verdict.FAIL, ExitCode.DATA_WRONG, "1 wrong answer in 1,000 checks", false));
    }

    @Test
    void namesTheRuleAndItsValue() {
        assertThat(Conclusion.of(Conclusion.Ending.REGULAR, results("pass fail fail fail"), 10, 0)
                        .reason())
                .isEqualTo("rule of fail: was 7 ms; and 2 more rules");
    }
}
