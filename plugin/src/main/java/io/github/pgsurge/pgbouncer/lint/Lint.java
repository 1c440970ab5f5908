package io.github.pgsurge.pgbouncer.lint;

import io.github.pgsurge.outcome.Rejection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * What is to be said about a file. Immutable.
 *
 * @param findings by line, those about the whole file last
 */
public record Lint(Path file, LintOptions options, List<LintFinding> findings) {
    /** The first version whose names may be quoted. */
    private static final int QUOTED_NAMES = 25;

    private static final List<LintRule> RULES = List.of(
            new Listening(),
            new Authentication(),
            new Encryption(),
            new Capacity(),
            new Clients(),
            new PoolModes(),
            new Timeouts(),
            new Drivers());

    /** Copies the findings. */
    public Lint {
        findings = List.copyOf(findings);
    }

    /**
     * Looks at a file and at those that it includes. Nothing is started, and nothing but files is read.
     *
     * @throws Rejection when the file cannot be read
     */
    public static Lint of(Path file, LintOptions options) throws Rejection {
        LintFindings findings = new LintFindings();
        ConfigurationReader reader = new ConfigurationReader(file, options.version(), findings);
        Configuration configuration;
        try {
            configuration = reader.read(IniParser.read(file, options.version().isAtLeast(QUOTED_NAMES)));
        } catch (IOException e) {
            throw Rejection.usage(file + ": " + e.getMessage(), e);
        }
        RULES.forEach(rule -> rule.check(configuration, options, findings));
        return new Lint(
                file,
                options,
                findings.all().stream()
                        .sorted(Comparator.comparing(Lint::order))
                        .toList());
    }

    private static int order(LintFinding finding) {
        return finding.place().line() == 0 ? Integer.MAX_VALUE : finding.place().line();
    }

    /** How many findings are so bad. */
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
