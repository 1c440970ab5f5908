package io.github.pgsurge.pgbouncer.lint;

/**
 * One thing to say about a configuration. Immutable; never holds a password.
 *
 * @param place where it stands
 * @param rule the id of the rule, words with dashes
 * @param message one line: what was found, and what is wrong with it
 * @param remedy what to do; empty when nothing need be done
 */
public record LintFinding(Severity severity, Place place, String rule, String message, String remedy) {}
