package io.github.pgsurge.verdict;

import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import java.util.List;
import java.util.Optional;

/**
 * What a run concludes, and why. Immutable.
 *
 * @param verdict the verdict
 * @param exitCode what its process exits with
 * @param reason one line for people; empty for a plain pass
 * @param ofRules whether the reason is what its rules say
 */
public record Conclusion(Verdict verdict, ExitCode exitCode, String reason, boolean ofRules) {
    private static final Conclusion PASS = of(Verdict.PASS, ExitCode.OK, "");

    /**
     * How a run came to its end. Immutable.
     *
     * @param rejection why it was turned away, if it was
     * @param early why it ended before its time, if it did
     * @param asked whether it ended early because its user wanted so: rules then judge what there is
     * @param doubt why its figures may not be of what they should be of, if there is a reason
     * @param aborted what a rule found that ended it, if one did
     * @param wrong what proves that answers were wrong, if something does
     */
    public record Ending(
            Optional<Rejection> rejection,
            Optional<String> early,
            boolean asked,
            Optional<String> doubt,
            Optional<ThresholdResult> aborted,
            Optional<String> wrong) {

        /** In its time, and nothing to be said against it. */
        public static final Ending REGULAR = new Ending(
                Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());

        /** The same, with what those who looked on found: a doubt, and wrong answers. */
        public Ending seenBy(Optional<String> doubts, Optional<String> wrongAnswers) {
            return new Ending(rejection, early, asked, doubt.or(() -> doubts), aborted, wrong.or(() -> wrongAnswers));
        }

        /** The results of the rules, with the one that ended the run as it was then. */
        public List<ThresholdResult> judged(List<ThresholdResult> results) {
            return results.stream()
                    .map(result -> aborted.filter(ended -> ended.rule().equals(result.rule()))
                            .orElse(result))
                    .toList();
        }
    }

    /**
     * The conclusion of a run. What is certain comes first: that answers were wrong, that it was turned away, that a rule ended
     * it, that something failed; then what keeps it from concluding anything; then warnings.
     *
     * @param results of its rules; empty when it has none: it then passes when it came to its end and not everything failed
     * @param samples how many samples it recorded
     * @param errors how many of them failed
     */
    public static Conclusion of(Ending ending, List<ThresholdResult> results, long samples, long errors) {
        if (ending.wrong().isPresent()) {
            return of(Verdict.FAIL, ExitCode.DATA_WRONG, ending.wrong().get());
        }
        if (ending.rejection().isPresent()) {
            return turnedAway(ending.rejection().get());
        }
        if (ending.aborted().isPresent()) {
            return new Conclusion(
                    Verdict.FAIL, ExitCode.FAILED, said(ending.aborted().get()), true);
        }
        if (samples > 0 && errors == samples) {
            return of(Verdict.FAIL, ExitCode.FAILED, "every sample failed");
        }
        if (with(results, Verdict.FAIL).isPresent() && samples > 0) {
            return ofRules(Verdict.FAIL, ExitCode.FAILED, results);
        }
        Optional<String> early =
                ending.asked() && !results.isEmpty() && samples > 0 ? Optional.empty() : ending.early();
        Optional<String> open = ending.doubt().or(() -> early);
        if (open.isPresent()) {
            return of(Verdict.INCONCLUSIVE, ExitCode.INCONCLUSIVE, open.get());
        }
        if (samples == 0) {
            return of(Verdict.FAIL, ExitCode.FAILED, ThresholdResult.NO_SAMPLES);
        }
        if (with(results, Verdict.INCONCLUSIVE).isPresent()) {
            return ofRules(Verdict.INCONCLUSIVE, ExitCode.INCONCLUSIVE, results);
        }
        return with(results, Verdict.WARN).isPresent() ? ofRules(Verdict.WARN, ExitCode.OK, results) : PASS;
    }

    private static Conclusion turnedAway(Rejection rejection) {
        ExitCode code = rejection.exitCode();
        return of(code == ExitCode.REFUSED ? Verdict.REFUSED : Verdict.INCONCLUSIVE, code, rejection.getMessage());
    }

    private static Conclusion of(Verdict verdict, ExitCode exitCode, String reason) {
        return new Conclusion(verdict, exitCode, reason, false);
    }

    private static Conclusion ofRules(Verdict verdict, ExitCode exitCode, List<ThresholdResult> results) {
        return new Conclusion(verdict, exitCode, summary(results, verdict), true);
    }

    private static Optional<ThresholdResult> with(List<ThresholdResult> results, Verdict verdict) {
        return results.stream().filter(result -> result.result() == verdict).findFirst();
    }

    private static String summary(List<ThresholdResult> results, Verdict verdict) {
        ThresholdResult first = with(results, verdict).orElseThrow();
        long others =
                results.stream().filter(result -> result.result() == verdict).count() - 1;
        return said(first) + (others == 0 ? "" : "; and " + others + " more " + (others == 1 ? "rule" : "rules"));
    }

    private static String said(ThresholdResult result) {
        return result.rule() + ": " + result.finding();
    }
}
