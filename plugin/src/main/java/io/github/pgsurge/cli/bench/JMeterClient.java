package io.github.pgsurge.cli.bench;

import io.github.pgsurge.cli.Checkout;
import io.github.pgsurge.cli.JMeterProcess;
import io.github.pgsurge.client.ClientBlock;
import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.evidence.Value;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.report.LabelResult;
import io.github.pgsurge.report.RunJson;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Runs a plan by JMeter in a process of its own, as {@code pgsurge run} does, and reads what its Run Recorder measured.
 * The client sees the benchmark's settings alone: neither the user's environment nor an env file can send it elsewhere.
 */
record JMeterClient(Checkout checkout, Workspace workspace, Load load) {
    /**
     * What all plans of a benchmark have in common. Immutable.
     *
     * @param label of the samples that are measured
     * @param shown what they are, in the plural
     * @param units what a sample stands for when it does not say how many rows it wrote: a stock sampler's does not
     * @param settings of the plan, as properties
     * @param secrets likewise, by the environment
     */
    record Load(String label, String shown, int units, Map<Setting, String> settings, Map<Setting, String> secrets) {
        Load {
            settings = Map.copyOf(settings);
            secrets = Map.copyOf(secrets);
        }

        @Override
        public String toString() {
            return shown;
        }
    }

    /**
     * One run of a plan.
     *
     * @param name of the measurement
     * @param properties beside those that all runs have
     */
    RoundFigure run(String name, Path plan, Map<String, String> properties, Contender.Timing timing)
            throws BenchFailure, InterruptedException {
        Path folder = workspace.folder(name);
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
        load.settings().forEach((setting, value) -> jmeter.property(setting.property(), value));
        jmeter.property(Setting.WARMUP.property(), timing.warmupSeconds() + "s")
                .property(Setting.TEST_RUN_DURATION.property(), timing.totalSeconds() + "s")
                .properties(properties);
        ProcessBuilder builder = jmeter.builder()
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        for (Setting setting : Setting.values()) {
            builder.environment().remove(setting.name());
        }
        load.secrets().forEach((setting, value) -> builder.environment().put(setting.name(), value));
        try {
            int status = workspace.start(builder).waitFor();
            if (status != 0) {
                throw new BenchFailure(name + ": JMeter ended with " + status + ": " + lastLine(out));
            }
            return figure(name, load, RunJson.read(folder.resolve("run.json"), Catalogue.installed()));
        } catch (IOException | Rejection failure) {
            throw new BenchFailure(name + ": " + failure.getMessage(), failure);
        }
    }

    static RoundFigure figure(String name, Load load, RunResult run) throws BenchFailure {
        LabelResult samples = run.labels().get(load.label());
        if (samples == null
                || samples.errors() > 0
                || samples.number(SampleFigure.RATE_PER_S).isEmpty()) {
            throw new BenchFailure(name + ": "
                    + (samples == null
                            ? "no " + load.shown() + " were measured"
                            : samples.errors() + " of " + samples.count() + " " + load.shown() + " failed: "
                                    + samples.errorCodes()));
        }
        double perS = samples.number(SampleFigure.ROWS_PER_S)
                .orElse(samples.number(SampleFigure.RATE_PER_S).getAsDouble() * load.units());
        double units = samples.number(SampleFigure.ROWS).orElse((double) samples.count() * load.units());
        OptionalDouble cpu = run.findings()
                .get(ClientBlock.CLIENT_CPU_S)
                .flatMap(Value::estimate)
                .map(seconds -> OptionalDouble.of(seconds.value() * 1e6 / units))
                .orElse(OptionalDouble.empty());
        return new RoundFigure(perS, cpu);
    }

    private static String lastLine(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("pgsurge:"))
                .toList();
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }
}
