package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Estimate;
import io.github.pgsurge.evidence.Unit;
import io.github.pgsurge.metrics.TimeKind;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.verdict.Comparison.Extent;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One rule over a figure of a run, such as {@code latency{getFeed} p95 < 100ms, fail > 300ms}: pass while the first bound
 * holds; fail when the second does, or, without a second, when the first does not; warn between.
 *
 * <p>Immutable and thread safe.
 */
public final class Rule {
    private final String text;
    private final Subject subject;
    private final Bound pass;
    private final Optional<Bound> fail;
    private final Unit unit;
    private final Optional<Duration> abortAfter;

    /**
     * What a rule is about.
     *
     * @param labels whose samples
     * @param mistake an error where the label stands
     * @param statistic which figure
     * @param name that the statistic wants
     */
    record Subject(LabelChoice labels, Mistake mistake, Statistic statistic, String name) {}

    /** Makes the error that a label is not what it should be. */
    @FunctionalInterface
    interface Mistake {
        Rejection of(String message);
    }

    Rule(String text, Subject subject, Bound pass, Optional<Bound> fail, Unit unit, Optional<Duration> abortAfter) {
        this.text = text;
        this.subject = subject;
        this.pass = pass;
        this.fail = fail;
        this.unit = unit;
        this.abortAfter = abortAfter;
    }

    /**
     * Reads a rule.
     *
     * @param catalogue the figures that it may be about
     * @param source where it stands, for errors
     * @param line its line there, counted from 1
     * @throws Rejection (usage) with source, line and column, when it does not parse
     */
    public static Rule parse(Catalogue catalogue, String source, int line, String text) throws Rejection {
        return parse(new MetricRegistry(catalogue), source, line, text);
    }

    static Rule parse(MetricRegistry metrics, String source, int line, String text) throws Rejection {
        return new RuleParser(metrics, new RuleText(source, line, text)).parse();
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** Whose samples it is about; all, too, when it is about none. */
    public LabelChoice labels() {
        return subject.labels();
    }

    /** The times it needs of them. */
    public Set<TimeKind> kinds() {
        return subject.statistic().kinds();
    }

    /** Over how long a time the run has to break it to be ended; empty when it never ends a run. */
    public Optional<Duration> abortAfter() {
        return abortAfter;
    }

    /** Refuses a label that is none of these names. */
    void checkLabel(Set<String> names) throws Rejection {
        for (String label : subject.labels().names()) {
            if (!names.contains(label)) {
                throw subject.mistake()
                        .of("no element of the plan is named '" + label + "'" + RuleText.suggestion(label, names)
                                + " labels are the names of samplers and of transactions");
            }
        }
    }

    /** What the evidence says of it. */
    public ThresholdResult evaluate(Evidence evidence) {
        MetricValue reading = subject.statistic().reader().read(evidence, subject.labels(), subject.name());
        if (reading instanceof MetricValue.Value value) {
            return judged(value.estimate());
        }
        if (reading instanceof MetricValue.Unknown unknown) {
            return without(Verdict.INCONCLUSIVE, unknown.reason());
        }
        return evidence.everyLabel() || subject.labels().names().isEmpty()
                ? without(
                        Verdict.FAIL,
                        ThresholdResult.NO_SAMPLES + subject.labels().of())
                : without(Verdict.INCONCLUSIVE, "there are more labels than are told apart");
    }

    private ThresholdResult judged(Estimate figure) {
        Verdict verdict = verdict(figure);
        return new ThresholdResult(
                text, OptionalDouble.of(unit.of(figure.value())), unit.text(), verdict, reason(figure, verdict));
    }

    private Verdict verdict(Estimate figure) {
        Extent passes = pass.extent(figure);
        Extent fails = fail.map(bound -> bound.extent(figure))
                .orElse(passes == Extent.SOME ? Extent.SOME : passes == Extent.NONE ? Extent.ALL : Extent.NONE);
        if (passes == Extent.ALL) {
            return Verdict.PASS;
        }
        if (fails == Extent.ALL) {
            return Verdict.FAIL;
        }
        return passes == Extent.NONE && fails == Extent.NONE ? Verdict.WARN : Verdict.INCONCLUSIVE;
    }

    private String reason(Estimate figure, Verdict verdict) {
        if (figure.low() == figure.high()) {
            return "";
        }
        String interval = unit.show(figure.low(), figure.high());
        return verdict == Verdict.INCONCLUSIVE
                ? "too short a run to tell: " + interval
                : "95 % confidence: " + interval;
    }

    private ThresholdResult without(Verdict verdict, String reason) {
        return new ThresholdResult(text, OptionalDouble.empty(), unit.text(), verdict, reason);
    }

    @Override
    public String toString() {
        return text;
    }
}
