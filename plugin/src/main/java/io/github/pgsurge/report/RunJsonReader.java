package io.github.pgsurge.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pgsurge.metrics.LatencySummary;
import io.github.pgsurge.metrics.Quantile;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the schema that {@link RunJson} writes. Immutable; the file's name is for its messages only. */
final class RunJsonReader {
    private static final int NANO_DECIMALS = 6;
    private static final Set<String> OWN_FIELDS = Set.of("total", "labels", "connections", "environment");

    private final Path file;

    RunJsonReader(Path file) {
        this.file = file;
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
                root.has("connections") ? Optional.of(connections(root.get("connections"))) : Optional.empty(),
                agents,
                blocks(root),
                map(field(root, "environment")));
    }

    private static SortedMap<String, Map<String, Object>> blocks(JsonNode root) {
        SortedMap<String, Map<String, Object>> blocks = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getValue().isObject() && !OWN_FIELDS.contains(field.getKey())) {
                blocks.put(field.getKey(), map(field.getValue()));
            }
        }
        return blocks;
    }

    private static Map<String, Object> map(JsonNode node) {
        return RunJson.MAPPER.convertValue(node, new TypeReference<Map<String, Object>>() {});
    }

    private LabelResult label(JsonNode node) throws Rejection {
        SortedMap<String, Long> codes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> code : node.path("error_codes").properties()) {
            codes.put(code.getKey(), code.getValue().asLong());
        }
        return new LabelResult(
                number(node, "count").asLong(),
                number(node, "errors").asLong(),
                optionalDouble(node, "error_rate"),
                optionalDouble(node, "rate_per_s"),
                optionalLong(node, "rows"),
                optionalDouble(node, "rows_per_s"),
                optionalLong(node, "bytes"),
                optionalDouble(node, "mb_per_s"),
                optionalLong(node, "retries"),
                times(node, "latency_ms"),
                times(node, "response_ms"),
                times(node, "acquire_ms"),
                codes);
    }

    private Optional<LatencySummary> times(JsonNode label, String name) throws Rejection {
        if (!label.has(name)) {
            return Optional.empty();
        }
        JsonNode block = label.get(name);
        Map<Quantile, Long> quantiles = new EnumMap<>(Quantile.class);
        for (Quantile quantile : Quantile.values()) {
            if (block.has(quantile.key())) {
                quantiles.put(quantile, nanos(block, quantile.key()));
            }
        }
        return Optional.of(
                new LatencySummary(nanos(block, "min"), nanos(block, "mean"), nanos(block, "max"), quantiles));
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

    private ConnectionResult connections(JsonNode node) throws Rejection {
        return new ConnectionResult(
                optionalLong(node, "max"),
                optionalLong(node, "reserved"),
                optionalLong(node, "budget"),
                optionalLong(node, "peak_held"),
                optionalLong(node, "min_free_seen"),
                optionalLong(node, "refused_53300"),
                optionalLong(node, "round_trips"));
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

    private OptionalLong optionalLong(JsonNode node, String name) throws Rejection {
        return node.has(name) ? OptionalLong.of(number(node, name).asLong()) : OptionalLong.empty();
    }

    private OptionalDouble optionalDouble(JsonNode node, String name) throws Rejection {
        return node.has(name) ? OptionalDouble.of(number(node, name).asDouble()) : OptionalDouble.empty();
    }

    private Rejection unfit(String name, String found, String allowed) {
        return Rejection.usage(file + ": field '" + name + "' is " + found + ", " + allowed + " is expected");
    }
}
