package io.github.pgsurge.verdict;

import java.util.Optional;

/**
 * What a run concludes, and why. Immutable.
 *
 * @param verdict the verdict
 * @param exitCode what its process exits with
 * @param reason one line for people; empty for a plain pass
 */
public record Conclusion(Verdict verdict, ExitCode exitCode, String reason) {
    /**
     * The conclusion of a run that has no rules: it passes when it came to its end and not everything failed.
     *
     * @param rejection why it was turned away, if it was
     * @param endedEarly why it ended before its time, if it did
     * @param samples how many samples it recorded
     * @param errors how many of them failed
     */
    public static Conclusion withoutRules(
            Optional<Rejection> rejection, Optional<String> endedEarly, long samples, long errors) {
        if (rejection.isPresent()) {
            ExitCode code = rejection.get().exitCode();
            return new Conclusion(
                    code == ExitCode.REFUSED ? Verdict.REFUSED : Verdict.INCONCLUSIVE,
                    code,
                    rejection.get().getMessage());
        }
        if (samples > 0 && errors == samples) {
            return new Conclusion(Verdict.FAIL, ExitCode.FAILED, "every sample failed");
        }
        if (endedEarly.isPresent()) {
            return new Conclusion(Verdict.INCONCLUSIVE, ExitCode.INCONCLUSIVE, endedEarly.get());
        }
        return samples == 0
                ? new Conclusion(Verdict.FAIL, ExitCode.FAILED, "no samples")
                : new Conclusion(Verdict.PASS, ExitCode.OK, "");
    }
}
