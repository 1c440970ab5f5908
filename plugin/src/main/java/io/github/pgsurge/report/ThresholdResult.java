package io.github.pgsurge.report;

import io.github.pgsurge.verdict.Verdict;
import java.util.OptionalDouble;

/**
 * One rule and what became of it.
 *
 * <p>Immutable and thread safe.
 *
 * @param rule its text
 * @param actual the value it was held against, in the unit of the rule; empty when there was none
 * @param result what the rule says
 */
public record ThresholdResult(String rule, OptionalDouble actual, Verdict result) {}
