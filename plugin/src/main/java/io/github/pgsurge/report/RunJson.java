package io.github.pgsurge.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pgsurge.metrics.LatencySummary;
import io.github.pgsurge.metrics.Quantile;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.verdict.ThresholdResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * run.json, schema {@value #SCHEMA}: units are in the names, and what was not measured is absent, never 0 and never
 * null. Times are milliseconds with nanosecond decimals.
 *
 * <p>Stateless and thread safe.
 */
public final class RunJson {
    /** The schema that is written and read. */
    public static final String SCHEMA = "pgsurge-run/1";

    private static final int NANO_DECIMALS = 6;
    private static final int RATE_DECIMALS = 6;
    private static final int FRACTION_DECIMALS = 9;

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private RunJson() {}

    /**
     * Writes the file in one step: a reader sees the old content or the new, never a part.
     *
     * @throws IOException when the folder cannot be written
     */
    public static void write(RunResult result, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path draft = Files.createTempFile(folder, file.getFileName() + ".", ".tmp");
        try {
            Files.writeString(draft, text(result));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Reads a file that {@link #write} wrote. Blocks that later versions add are kept as they are.
     *
     * @throws Rejection (usage) when it is not JSON, not of this schema, or a field is missing or of another kind
     * @throws IOException when the file cannot be read
     */
    public static RunResult read(Path file) throws IOException, Rejection {
        try {
            return new RunJsonReader(file).read(MAPPER.readTree(Files.readString(file)));
        } catch (JsonProcessingException e) {
            throw Rejection.usage(
                    file + " is not JSON (line " + e.getLocation().getLineNr() + "): name a run.json that a run wrote",
                    e);
        }
    }

    /** The text of the file, pretty-printed and ended by a line feed. */
    static String text(RunResult result) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("schema", SCHEMA);
        RunIdentity identity = result.identity();
        root.put("run_id", identity.runId());
        root.put("plan", identity.plan());
        identity.planSha256().ifPresent(sha -> root.put("plan_sha256", sha));
        identity.target().ifPresent(target -> root.put("target", target));
        root.put(
                "started_at",
                identity.startedAt().truncatedTo(ChronoUnit.MILLIS).toString());
        root.put("duration_s", decimal(result.duration().toNanos() / 1e9, RATE_DECIMALS));
        root.put("verdict", result.verdict().toString());
        root.put("exit_code", result.exitCode().code());
        put(root, "reason", result.reason());
        root.set("total", label(result.total()));
        ObjectNode labels = root.putObject("labels");
        result.labels().forEach((name, figures) -> labels.set(name, label(figures)));
        for (ThresholdResult threshold : result.thresholds()) {
            ObjectNode rule = root.withArray("thresholds").addObject();
            rule.put("rule", threshold.rule());
            put(rule, "actual", threshold.actual(), FRACTION_DECIMALS);
            put(rule, "unit", threshold.unit());
            rule.put("result", threshold.result().toString());
            put(rule, "reason", threshold.reason());
        }
        root.withArray("thresholds");
        result.connections().ifPresent(connections -> root.set("connections", connections(connections)));
        result.blocks().forEach((name, block) -> root.set(name, MAPPER.valueToTree(block)));
        result.agents().forEach(root.withArray("agents")::add);
        root.set("environment", MAPPER.valueToTree(result.environment()));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes did not become text", e);
        }
    }

    private static ObjectNode label(LabelResult figures) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("count", figures.count());
        node.put("errors", figures.errors());
        put(node, "error_rate", figures.errorRate(), FRACTION_DECIMALS);
        put(node, "rate_per_s", figures.ratePerS(), RATE_DECIMALS);
        put(node, "rows", figures.rows());
        put(node, "rows_per_s", figures.rowsPerS(), RATE_DECIMALS);
        put(node, "bytes", figures.bytes());
        put(node, "mb_per_s", figures.mbPerS(), RATE_DECIMALS);
        put(node, "retries", figures.retries());
        put(node, "latency_ms", figures.latency());
        put(node, "response_ms", figures.response());
        put(node, "acquire_ms", figures.acquire());
        ObjectNode codes = node.putObject("error_codes");
        figures.errorCodes().forEach(codes::put);
        return node;
    }

    private static ObjectNode connections(ConnectionResult connections) {
        ObjectNode node = MAPPER.createObjectNode();
        put(node, "max", connections.max());
        put(node, "reserved", connections.reserved());
        put(node, "budget", connections.budget());
        put(node, "peak_held", connections.peakHeld());
        put(node, "min_free_seen", connections.minFreeSeen());
        put(node, "refused_53300", connections.refused53300());
        put(node, "round_trips", connections.roundTrips());
        return node;
    }

    private static void put(ObjectNode node, String name, String text) {
        if (!text.isEmpty()) {
            node.put(name, text);
        }
    }

    private static void put(ObjectNode node, String name, OptionalLong value) {
        value.ifPresent(present -> node.put(name, present));
    }

    private static void put(ObjectNode node, String name, OptionalDouble value, int decimals) {
        value.ifPresent(present -> node.put(name, decimal(present, decimals)));
    }

    private static void put(ObjectNode node, String name, Optional<LatencySummary> times) {
        times.ifPresent(present -> {
            ObjectNode block = node.putObject(name);
            block.put("min", millis(present.minNanos()));
            block.put("mean", millis(present.meanNanos()));
            for (Quantile quantile : Quantile.values()) {
                present.quantile(quantile).ifPresent(nanos -> block.put(quantile.key(), millis(nanos)));
            }
            block.put("max", millis(present.maxNanos()));
        });
    }

    private static BigDecimal millis(long nanos) {
        return BigDecimal.valueOf(nanos, NANO_DECIMALS).stripTrailingZeros();
    }

    private static BigDecimal decimal(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
    }
}
