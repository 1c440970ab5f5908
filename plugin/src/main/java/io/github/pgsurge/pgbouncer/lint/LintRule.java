package io.github.pgsurge.pgbouncer.lint;

/** One thing that is looked at in a configuration that can be read. Stateless. */
@FunctionalInterface
interface LintRule {
    /** Says what is wrong. */
    void check(Configuration configuration, LintOptions options, LintFindings findings);
}
