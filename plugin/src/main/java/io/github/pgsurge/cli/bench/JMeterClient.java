package io.github.pgsurge.cli.bench;

import io.github.pgsurge.cli.Checkout;
import io.github.pgsurge.cli.JMeterProcess;
import io.github.pgsurge.report.LabelResult;
import io.github.pgsurge.report.RunJson;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.sandbox.PostgresServer;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.verdict.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Runs a plan by JMeter in a process of its own, as {@code pgsurge run} does, and reads what its Run Recorder measured.
 * The client sees the benchmark's settings alone: neither the user's environment nor an env file can send it elsewhere.
 */
final class JMeterClient {
    /** The label of inserts, in the write-load plan and in the benchmark's own. */
    private static final String LABEL = "insert";

    private final Checkout checkout;
    private final BenchServer server;

    JMeterClient(Checkout checkout, BenchServer server) {
        this.checkout = checkout;
        this.server = server;
    }

    /**
     * One run of a plan.
     *
     * @param name of the measurement
     * @param properties beside those that all runs have
     */
    Figure run(String name, Path plan, Map<String, String> properties, Contender.Timing timing)
            throws BenchFailure, InterruptedException {
        Path folder = server.folder(name);
        Path out = folder.resolve("out.txt");
        JMeterProcess jmeter = new JMeterProcess(checkout)
                .argument(
                        "-n",
                        "-t",
                        plan.toString(),
                        "-j",
                        folder.resolve("jmeter.log").toString())
                .property("pgsurge.run.directory", folder.toString())
                .property("pgsurge.exit", "true")
                .property("summariser.name", "");
        settings(timing).forEach((setting, value) -> jmeter.property(setting.property(), value));
        jmeter.properties(properties);
        ProcessBuilder builder = jmeter.builder()
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        for (Setting setting : Setting.values()) {
            builder.environment().remove(setting.name());
        }
        builder.environment().put(Setting.DB_PASSWORD.name(), server.role().password());
        try {
            int status = server.start(builder).waitFor();
            if (status != 0) {
                throw new BenchFailure(name + ": JMeter ended with " + status + ": " + lastLine(out));
            }
            return figure(name, RunJson.read(folder.resolve("run.json")));
        } catch (IOException | Rejection failure) {
            throw new BenchFailure(name + ": " + failure.getMessage(), failure);
        }
    }

    private Map<Setting, String> settings(Contender.Timing timing) {
        Map<Setting, String> settings = new LinkedHashMap<>();
        settings.put(Setting.DB_HOST, PostgresServer.HOST);
        settings.put(Setting.DB_PORT, Integer.toString(server.port()));
        settings.put(Setting.DB_NAME, PostgresServer.NAME);
        settings.put(Setting.DB_USER, server.role().user());
        settings.put(Setting.TABLE_NAME, server.table().toString());
        settings.put(Setting.TABLE_SEED_ROWS, "0");
        settings.put(Setting.DB_MAX_OPEN_CONNS, Integer.toString(Workload.CONNECTIONS));
        settings.put(Setting.DB_MAX_IDLE_CONNS, Integer.toString(Workload.CONNECTIONS));
        settings.put(Setting.VUS, Integer.toString(Workload.CONNECTIONS));
        settings.put(Setting.BATCH_SIZE, Integer.toString(Workload.BATCH_SIZE));
        settings.put(Setting.DATA_BYTES, Integer.toString(Workload.DATA_BYTES));
        settings.put(Setting.INSERT_PERCENT, "100");
        settings.put(Setting.UPDATE_PERCENT, "0");
        settings.put(Setting.READ_PERCENT, "0");
        settings.put(Setting.WARMUP, timing.warmupSeconds() + "s");
        settings.put(Setting.TEST_RUN_DURATION, timing.totalSeconds() + "s");
        return settings;
    }

    /** A stock sampler does not say how many rows it wrote: as many as the batch has. */
    static Figure figure(String name, RunResult run) throws BenchFailure {
        LabelResult inserts = run.labels().get(LABEL);
        if (inserts == null || inserts.errors() > 0 || inserts.ratePerS().isEmpty()) {
            throw new BenchFailure(name + ": "
                    + (inserts == null
                            ? "no inserts were measured"
                            : inserts.errors() + " of " + inserts.count() + " inserts failed: "
                                    + inserts.errorCodes()));
        }
        double rowsPerS = inserts.rowsPerS().orElse(inserts.ratePerS().getAsDouble() * Workload.BATCH_SIZE);
        double rows = inserts.rows().orElse(inserts.count() * Workload.BATCH_SIZE);
        OptionalDouble cpu = run.environment().get("client_cpu_s") instanceof Number seconds
                ? OptionalDouble.of(seconds.doubleValue() * 1e6 / rows)
                : OptionalDouble.empty();
        return new Figure(rowsPerS, cpu);
    }

    private static String lastLine(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("pgsurge:"))
                .toList();
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }
}
