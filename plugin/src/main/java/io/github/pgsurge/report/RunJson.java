package io.github.pgsurge.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Dimension;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.JsonValues;
import io.github.pgsurge.evidence.SampleFigure;
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
import java.util.OptionalDouble;

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
     * @param catalogue the figures that this version knows
     * @throws Rejection (usage) when it is not JSON, not of this schema, or a field is missing or of another kind
     * @throws IOException when the file cannot be read
     */
    public static RunResult read(Path file, Catalogue catalogue) throws IOException, Rejection {
        try {
            return new RunJsonReader(file, catalogue).read(MAPPER.readTree(Files.readString(file)));
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
        Findings findings = result.findings();
        findings.without(EnvironmentBlock.BLOCK_NAME)
                .blocks()
                .forEach((name, fields) -> root.set(name, JsonValues.object(fields)));
        result.agents().forEach(root.withArray("agents")::add);
        root.set(EnvironmentBlock.BLOCK_NAME, JsonValues.object(findings.block(EnvironmentBlock.BLOCK_NAME)));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes did not become text", e);
        }
    }

    private static ObjectNode label(LabelResult result) {
        ObjectNode node = MAPPER.createObjectNode();
        for (SampleFigure figure : SampleFigure.values()) {
            if (figure.dimension() == Dimension.COUNT) {
                result.whole(figure).ifPresent(count -> node.put(figure.key(), count));
            } else {
                put(node, figure.key(), result.number(figure), decimals(figure.dimension()));
            }
        }
        result.times().forEach((kind, times) -> node.set(kind.key(), times(times)));
        ObjectNode codes = node.putObject("error_codes");
        result.errorCodes().forEach(codes::put);
        return node;
    }

    private static int decimals(Dimension dimension) {
        return dimension == Dimension.SHARE ? FRACTION_DECIMALS : RATE_DECIMALS;
    }

    private static ObjectNode times(LatencySummary times) {
        ObjectNode block = MAPPER.createObjectNode();
        block.put("min", millis(times.minNanos()));
        block.put("mean", millis(times.meanNanos()));
        for (Quantile quantile : Quantile.values()) {
            times.quantile(quantile).ifPresent(nanos -> block.put(quantile.key(), millis(nanos)));
        }
        block.put("max", millis(times.maxNanos()));
        return block;
    }

    private static void put(ObjectNode node, String name, String text) {
        if (!text.isEmpty()) {
            node.put(name, text);
        }
    }

    private static void put(ObjectNode node, String name, OptionalDouble value, int decimals) {
        value.ifPresent(present -> node.put(name, decimal(present, decimals)));
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
