package io.github.pgsurge.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Dimension;
import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Figure;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.JsonValues;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.evidence.Value;
import io.github.pgsurge.metrics.LatencySummary;
import io.github.pgsurge.metrics.Quantile;
import io.github.pgsurge.metrics.TimeKind;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.verdict.ThresholdResult;
import io.github.pgsurge.verdict.Verdict;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the schema that {@link RunJson} writes. Immutable; the file's name is for its messages only. */
final class RunJsonReader {
    private static final int NANO_DECIMALS = 6;
    private static final Set<String> OWN_FIELDS = Set.of("total", "labels");

    private final Path file;
    private final Catalogue catalogue;

    RunJsonReader(Path file, Catalogue catalogue) {
        this.file = file;
        this.catalogue = catalogue;
    }

    RunResult read(JsonNode root) throws Rejection {
        String schema = text(root, "schema");
        if (!schema.equals(RunJson.SCHEMA)) {
            throw Rejection.usage(
                    file + " has schema '" + schema + "': '" + RunJson.SCHEMA + "' is what this version reads");
        }
        SortedMap<String, LabelResult> labels = new TreeMap<>();
        for (Map.Entry<String, JsonNode> label : field(root, "labels").properties()) {
            labels.put(label.getKey(), label(label.getValue()));
        }
        List<String> agents = new ArrayList<>();
        root.path("agents").forEach(agent -> agents.add(agent.asText()));
        return new RunResult(
                new RunIdentity(
                        text(root, "run_id"),
                        text(root, "plan"),
                        optionalText(root, "plan_sha256"),
                        optionalText(root, "target"),
                        instant(root, "started_at")),
                Duration.ofNanos(Math.round(number(root, "duration_s").asDouble() * 1e9)),
                verdict(root, "verdict"),
                exitCode(root),
                optionalText(root, "reason").orElse(""),
                label(field(root, "total")),
                labels,
                thresholds(root),
                agents,
                findings(root));
    }

    private Findings findings(JsonNode root) throws Rejection {
        field(root, EnvironmentBlock.BLOCK_NAME);
        SortedMap<String, Fields> blocks = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getValue().isObject() && !OWN_FIELDS.contains(field.getKey())) {
                blocks.put(field.getKey(), JsonValues.fields(field.getValue()));
            }
        }
        Findings findings = Findings.of(blocks);
        for (Figure figure : catalogue.figures()) {
            if (findings.get(figure).isPresent() && findings.estimate(figure).isEmpty()) {
                JsonNode found = root.path(figure.block()).path(figure.name());
                throw unfit(figure.key(), found.toString(), "a number");
            }
        }
        return findings;
    }

    private LabelResult label(JsonNode node) throws Rejection {
        number(node, SampleFigure.COUNT.key());
        number(node, SampleFigure.ERRORS.key());
        Fields.Builder figures = Fields.builder();
        for (SampleFigure figure : SampleFigure.values()) {
            if (node.has(figure.key())) {
                JsonNode number = number(node, figure.key());
                figures.put(
                        figure.key(),
                        figure.dimension() == Dimension.COUNT
                                ? new Value.Whole(number.asLong())
                                : new Value.Decimal(number.asDouble()));
            }
        }
        Map<TimeKind, LatencySummary> times = new EnumMap<>(TimeKind.class);
        for (TimeKind kind : TimeKind.values()) {
            if (node.has(kind.key())) {
                times.put(kind, times(node.get(kind.key())));
            }
        }
        SortedMap<String, Long> codes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> code : node.path("error_codes").properties()) {
            codes.put(code.getKey(), code.getValue().asLong());
        }
        return new LabelResult(figures.build(), times, codes);
    }

    private LatencySummary times(JsonNode block) throws Rejection {
        Map<Quantile, Long> quantiles = new EnumMap<>(Quantile.class);
        for (Quantile quantile : Quantile.values()) {
            if (block.has(quantile.key())) {
                quantiles.put(quantile, nanos(block, quantile.key()));
            }
        }
        return new LatencySummary(nanos(block, "min"), nanos(block, "mean"), nanos(block, "max"), quantiles);
    }

    private long nanos(JsonNode block, String name) throws Rejection {
        return number(block, name)
                .decimalValue()
                .movePointRight(NANO_DECIMALS)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    private List<ThresholdResult> thresholds(JsonNode root) throws Rejection {
        List<ThresholdResult> thresholds = new ArrayList<>();
        for (JsonNode rule : field(root, "thresholds")) {
            thresholds.add(new ThresholdResult(
                    text(rule, "rule"),
                    optionalDouble(rule, "actual"),
                    optionalText(rule, "unit").orElse(""),
                    verdict(rule, "result"),
                    optionalText(rule, "reason").orElse("")));
        }
        return thresholds;
    }

    private Verdict verdict(JsonNode node, String name) throws Rejection {
        String word = text(node, name);
        for (Verdict verdict : Verdict.values()) {
            if (verdict.toString().equals(word)) {
                return verdict;
            }
        }
        throw unfit(name, word, "one of " + List.of(Verdict.values()));
    }

    private ExitCode exitCode(JsonNode root) throws Rejection {
        int code = number(root, "exit_code").asInt();
        for (ExitCode known : ExitCode.values()) {
            if (known.code() == code) {
                return known;
            }
        }
        throw unfit("exit_code", Integer.toString(code), "one of pgsurge's exit codes");
    }

    private Instant instant(JsonNode root, String name) throws Rejection {
        String text = text(root, name);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw unfit(name, text, "an ISO-8601 time in UTC");
        }
    }

    private JsonNode field(JsonNode node, String name) throws Rejection {
        if (!node.has(name)) {
            throw Rejection.usage(file + " has no field '" + name + "': name a run.json that a run wrote");
        }
        return node.get(name);
    }

    private String text(JsonNode node, String name) throws Rejection {
        JsonNode value = field(node, name);
        if (!value.isTextual()) {
            throw unfit(name, value.toString(), "text");
        }
        return value.textValue();
    }

    private Optional<String> optionalText(JsonNode node, String name) throws Rejection {
        return node.has(name) ? Optional.of(text(node, name)) : Optional.empty();
    }

    private JsonNode number(JsonNode node, String name) throws Rejection {
        JsonNode value = field(node, name);
        if (!value.isNumber()) {
            throw unfit(name, value.toString(), "a number");
        }
        return value;
    }

    private OptionalDouble optionalDouble(JsonNode node, String name) throws Rejection {
        return node.has(name) ? OptionalDouble.of(number(node, name).asDouble()) : OptionalDouble.empty();
    }

    private Rejection unfit(String name, String found, String allowed) {
        return Rejection.usage(file + ": field '" + name + "' is " + found + ", " + allowed + " is expected");
    }
}
