package io.github.pgsurge.cli.bench;

import io.github.pgsurge.cli.Checkout;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench micro}: runs the JMH benchmarks that lie among the tests, as JMH is no part of the product. */
@Command(
        name = "micro",
        description = "JMH: what recording a sample, looking at a rule's window and making a row cost.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class MicroCommand implements Callable<Integer> {
    private static final int WARMUP_ROUNDS = 3;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures to this file.")
    private Path json;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "2",
            description = "Measured time of each round; default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds of each benchmark; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            defaultValue = ".*",
            description = "Measures those whose names match, such as Recorder; default all.")
    private String only;

    @Override
    public Integer call() throws IOException, InterruptedException, Rejection {
        BenchOptions.check(spec, "--seconds", seconds, BenchOptions.LONGEST_SECONDS);
        BenchOptions.check(spec, "--rounds", rounds, BenchOptions.MOST_ROUNDS);
        BenchOptions.checkWritable(spec, json);
        Path root = Checkout.ofLauncher().root();
        Path report = Files.createTempFile("pgsurge-micro", ".json");
        try {
            System.out.println("compiling the benchmarks");
            compile(root);
            System.out.println("measuring; " + (WARMUP_ROUNDS + rounds) * seconds + " s each");
            measure(root, report);
            MicroFigures figures = MicroFigures.read(report);
            figures.table().forEach(System.out::println);
            if (json != null) {
                figures.write(json);
            }
            return ExitCode.OK.code();
        } finally {
            Files.deleteIfExists(report);
        }
    }

    private static void compile(Path root) throws IOException, InterruptedException, Rejection {
        run(
                root,
                List.of(
                        root.resolve("mvnw").toString(),
                        "-q",
                        "-pl",
                        "docker/sandbox,plugin",
                        "-DskipTests",
                        "-Djacoco.skip",
                        "test-compile",
                        "dependency:build-classpath",
                        "-Dmdep.outputFile=target/test-classpath",
                        "-Dmdep.includeScope=test"),
                "the benchmarks did not compile");
    }

    private void measure(Path root, Path report) throws IOException, InterruptedException, Rejection {
        Path target = root.resolve("plugin/target");
        String classPath = String.join(
                File.pathSeparator,
                target.resolve("test-classes").toString(),
                target.resolve("classes").toString(),
                Files.readString(target.resolve("test-classpath")).strip());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "org.openjdk.jmh.Main"));
        command.addAll(List.of("-f", "1", "-wi", Integer.toString(WARMUP_ROUNDS), "-w", seconds + "s"));
        command.addAll(List.of("-i", Integer.toString(rounds), "-r", seconds + "s", "-v", "SILENT"));
        command.addAll(List.of("-rf", "json", "-rff", report.toString(), only));
        run(root, command, "JMH found nothing to measure, or failed; --only " + only);
    }

    private static void run(Path folder, List<String> command, String failure)
            throws IOException, InterruptedException, Rejection {
        int status = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw Rejection.of(ExitCode.INTERNAL_ERROR, failure + " (status " + status + ")");
        }
    }
}
