package io.github.pgsurge.pgbouncer.compatibility;

import java.util.Arrays;
import java.util.List;

/**
 * What works through a pooler, for a driver as it is set: every {@link Feature}, judged. Immutable.
 *
 * @param findings one for each feature, in the order of the features
 */
public record Compatibility(List<Finding> findings) {
    /** Copies the findings. */
    public Compatibility {
        findings = List.copyOf(findings);
    }

    /** Judges every feature. */
    public static Compatibility of(PoolerSituation situation) {
        return new Compatibility(Arrays.stream(Feature.values())
                .map(feature -> feature.judge(situation))
                .toList());
    }

    /** Whether what pgsurge does gets its own answers. */
    public boolean isSafe() {
        return findings.stream().noneMatch(Finding::wrongAnswers);
    }

    /** What was found of one feature. */
    public Finding of(Feature feature) {
        return findings.stream()
                .filter(finding -> finding.feature() == feature)
                .findFirst()
                .orElseThrow();
    }
}
