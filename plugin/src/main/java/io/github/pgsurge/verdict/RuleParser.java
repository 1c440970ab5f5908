package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Dimension;
import io.github.pgsurge.evidence.Unit;
import io.github.pgsurge.metrics.ErrorFigure;
import io.github.pgsurge.outcome.NearestNames;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.verdict.RuleText.Part;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one rule: a subject, one or two bounds, and after how long it ends a run. Confined to one thread. */
final class RuleParser {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
    private static final String FAIL = "fail";
    private static final String ABORT = "abort";
    private static final Duration LEAST_ABORT = Duration.ofSeconds(1);
    private static final Duration MOST_ABORT = Duration.ofHours(1);
    private static final String EXAMPLE = "; an example: latency{getFeed} p95 < 100ms, fail > 300ms";

    private final MetricRegistry metrics;
    private final RuleText text;

    RuleParser(MetricRegistry metrics, RuleText text) {
        this.metrics = metrics;
        this.text = text;
    }

    Rule parse() throws Rejection {
        Rule.Subject subject = subject();
        Statistic statistic = subject.statistic();
        Bounded pass = bound(statistic.dimension());
        Optional<Bound> fail = Optional.empty();
        Optional<Duration> abortAfter = Optional.empty();
        while (text.comma()) {
            Part word = text.word();
            if (word.text().equals(FAIL) && fail.isEmpty() && abortAfter.isEmpty()) {
                int column = text.column();
                fail = Optional.of(bound(statistic.dimension()).bound());
                fit(pass.bound(), fail.get(), column);
            } else if (word.text().equals(ABORT) && abortAfter.isEmpty()) {
                abortAfter = Optional.of(abortAfter(statistic, pass.bound(), word));
            } else {
                throw unexpectedBound(word, fail.isPresent(), abortAfter.isPresent());
            }
        }
        return new Rule(text.rule(), subject, pass.bound(), fail, pass.unit(), abortAfter);
    }

    private Rejection unexpectedBound(Part word, boolean failGiven, boolean abortGiven) {
        if (word.text().equals(FAIL) || word.text().equals(ABORT)) {
            boolean twice = word.text().equals(FAIL) ? failGiven : abortGiven;
            return text.error(
                    word.column(),
                    twice ? "'" + word.text() + "' is given twice" : "'fail' and its bound come before 'abort after'");
        }
        String found = word.text().isEmpty() ? "a second bound without 'fail'" : "unexpected '" + word.text() + "'";
        return text.error(
                word.column(),
                (word.text().isEmpty() && text.atEnd() ? "nothing follows the comma" : found)
                        + "; after a comma comes 'fail' and a bound, or 'abort after' and a time such as 30s");
    }

    private Rule.Subject subject() throws Rejection {
        Part first = text.word();
        if (first.text().isEmpty()) {
            throw text.error(first.column(), "a metric or a label is missing" + EXAMPLE);
        }
        Optional<Part> braced = text.braced();
        if (braced.isPresent()) {
            return statistic(metric(first), braced, text.word());
        }
        Part second = text.word();
        Optional<Metric> metric = metrics.named(first.text());
        boolean takesSecond = metric.isPresent()
                && (second.text().isEmpty() || metric.get().statistics().containsKey(second.text()));
        if (takesSecond || second.text().isEmpty()) {
            return statistic(metric(first), Optional.empty(), second);
        }
        if (metrics.named(second.text()).isPresent()) {
            return statistic(metric(second), Optional.of(first), text.word());
        }
        if (metric.isPresent()) {
            return statistic(metric.get(), Optional.empty(), second);
        }
        boolean third = !text.word().text().isEmpty();
        boolean secondIsNear =
                NearestNames.misspelled(second.text(), metrics.names()).isPresent();
        boolean firstIsNear =
                NearestNames.misspelled(first.text(), metrics.names()).isPresent();
        boolean firstIsLabel = !firstIsNear && (third || secondIsNear);
        throw unknown(firstIsLabel ? second : first);
    }

    private Metric metric(Part name) throws Rejection {
        return metrics.named(name.text()).orElseThrow(() -> unknown(name));
    }

    private Rejection unknown(Part metric) {
        List<String> names = metrics.names();
        return text.error(
                metric.column(),
                "unknown metric '" + metric.text() + "'" + RuleText.suggestion(metric.text(), names) + " known: "
                        + String.join(", ", names));
    }

    private Rule.Subject statistic(Metric metric, Optional<Part> label, Part word) throws Rejection {
        if (label.isPresent() && !metric.ofSamples()) {
            throw text.error(label.get().column(), metric.name() + " is a figure of the whole run; it takes no label");
        }
        Map<String, Statistic> statistics = metric.statistics();
        Statistic statistic = statistics.get(word.text());
        if (statistic == null) {
            List<String> names = new ArrayList<>(statistics.keySet());
            String allowed = names.equals(List.of(""))
                    ? metric.name() + " takes no statistic: a comparison comes next"
                    : metric.name() + (word.text().isEmpty() ? " needs a statistic" : " has none of that name")
                            + "; allowed: " + String.join(", ", names);
            throw text.error(
                    word.column(),
                    word.text().isEmpty()
                            ? allowed
                            : "unknown statistic '" + word.text() + "'" + RuleText.suggestion(word.text(), names) + " "
                                    + allowed);
        }
        String name = statistic.named() ? name(word) : "";
        LabelChoice labels = label.map(part -> LabelChoice.parse(part.text())).orElse(LabelChoice.ALL);
        if (labels.names().contains("")) {
            throw text.error(
                    label.orElseThrow().column(),
                    "a label is missing; '!' is followed by labels with a comma between them");
        }
        int column = label.map(Part::column).orElse(1);
        return new Rule.Subject(labels, message -> text.error(column, message), statistic, name);
    }

    private String name(Part statistic) throws Rejection {
        Optional<Part> braced = text.braced();
        Part name = braced.isPresent() ? braced.get() : text.word();
        if (name.text().isEmpty()) {
            throw text.error(
                    name.column(),
                    "'" + statistic.text() + "' needs a name after it, such as 53300 or {" + ErrorFigure.NO_CODE + "}");
        }
        for (String own : List.of(ErrorFigure.NO_CODE, ErrorFigure.OTHER_CODES)) {
            if (own.equalsIgnoreCase("(" + name.text() + ")")) {
                throw text.error(
                        name.column(), "no failure has the code '" + name.text() + "'; did you mean {" + own + "}?");
            }
        }
        return name.text();
    }

    private record Bounded(Bound bound, Unit unit) {}

    private Bounded bound(Dimension dimension) throws Rejection {
        int column = text.column();
        Part signs = text.signs();
        Optional<Comparison> comparison = Comparison.of(signs.text());
        if (comparison.isEmpty()) {
            String found = signs.text().isEmpty() ? text.word().text() : signs.text();
            throw text.error(
                    column,
                    (found.isEmpty() ? "a comparison is missing" : "unexpected '" + found + "'")
                            + "; allowed: <, <=, >, >= and, for counts, ==");
        }
        if (comparison.get() == Comparison.EQUAL && dimension != Dimension.COUNT) {
            throw text.error(column, "'==' is for counts; " + dimension + " takes <, <=, > or >=");
        }
        Part number = text.number();
        if (!NUMBER.matcher(number.text()).matches()) {
            throw text.error(
                    number.column(),
                    "a number is expected" + (number.text().isEmpty() ? "" : ", not '" + number.text() + "'"));
        }
        BigDecimal value = new BigDecimal(number.text());
        if (value.signum() < 0 && !dimension.isSigned()) {
            throw text.error(number.column(), dimension + " is never below 0");
        }
        Unit unit = unit(dimension, number);
        double bound = unit.measured(value);
        if (dimension.isShare() && bound > 1) {
            throw text.error(number.column(), "a part of a whole is never above 100 %");
        }
        return new Bounded(new Bound(comparison.get(), bound), unit);
    }

    private Unit unit(Dimension dimension, Part number) throws Rejection {
        Part written = text.untilComma();
        Optional<Unit> unit = dimension.unit(written.text());
        if (unit.isPresent()) {
            return unit.get();
        }
        String found = written.text();
        String first = found.split(" ", 2)[0];
        if (found.isEmpty()) {
            throw text.error(
                    number.column(), dimension + " needs a unit after " + number.text() + ": " + dimension.allowed());
        }
        if (Dimension.isUnit(found) || !(dimension.unit(first).isPresent() || !dimension.needsUnit())) {
            throw text.error(
                    written.column(),
                    "'" + found + "' is no unit of " + dimension + "; allowed: " + dimension.allowed());
        }
        boolean afterUnit = dimension.unit(first).isPresent();
        String rest = afterUnit ? found.substring(first.length()).strip() : found;
        throw text.error(
                written.column() + found.length() - rest.length(), "unexpected '" + rest + "' after the bound");
    }

    private void fit(Bound pass, Bound fail, int column) throws Rejection {
        if (fail.comparison() == Comparison.EQUAL) {
            throw text.error(column, "the bound of 'fail' takes <, <=, > or >=");
        }
        if (pass.comparison() != Comparison.EQUAL
                && pass.comparison().isUpper() == fail.comparison().isUpper()) {
            throw text.error(
                    column,
                    "the bound of 'fail' must point the other way: "
                            + (pass.comparison().isUpper() ? ">" : "<"));
        }
        if (pass.overlaps(fail)) {
            throw text.error(column, "a figure could pass and fail: the two bounds overlap");
        }
    }

    private Duration abortAfter(Statistic statistic, Bound pass, Part abort) throws Rejection {
        Part after = text.word();
        if (!after.text().equals("after")) {
            throw text.error(after.column(), "'abort' is followed by 'after' and a time such as 30s");
        }
        if (statistic.span() == Statistic.Span.RUN) {
            throw text.error(abort.column(), "'abort after' is for figures of samples; this one is known at the end");
        }
        if (statistic.span() == Statistic.Span.GROWS && !pass.comparison().isUpper()) {
            throw text.error(
                    abort.column(),
                    "'abort after' looks at a part of the run: a sum over the whole of it can only have an upper bound");
        }
        Part written = text.untilComma();
        return time(written)
                .orElseThrow(() -> text.error(
                        written.column(),
                        "'" + written.text() + "' is not allowed; allowed: whole seconds or minutes such as 30s or 2m,"
                                + " from 1s to 60m"));
    }

    private static Optional<Duration> time(Part written) {
        if (!written.text().matches("\\d{1,5}[sm]")) {
            return Optional.empty();
        }
        int last = written.text().length() - 1;
        int number = Integer.parseInt(written.text().substring(0, last));
        Duration time = written.text().charAt(last) == 's' ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
        return time.compareTo(LEAST_ABORT) < 0 || time.compareTo(MOST_ABORT) > 0 ? Optional.empty() : Optional.of(time);
    }
}
