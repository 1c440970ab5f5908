package io.github.pgsurge.cli.bench;

import io.github.pgsurge.cli.Checkout;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that every benchmark has, and its run with them. */
abstract class BenchOptions implements Callable<Integer> {
    static final int LONGEST_SECONDS = 600;
    static final int MOST_ROUNDS = 100;

    private final Bench bench;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures to this file.")
    private Path json;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "8",
            description = "Measured time of each; default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description = "Seconds of load before the measured time; default ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each is measured; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Measures these alone, by their names in the table.")
    private List<String> only = new ArrayList<>();

    /** @param warmup what {@code --warmup} is when it is not given, in seconds */
    BenchOptions(Bench bench, int warmup) {
        this.bench = bench;
        this.warmup = warmup;
    }

    @Override
    public Integer call() throws Exception {
        check(spec, "--seconds", seconds, LONGEST_SECONDS);
        check(spec, "--warmup", warmup, LONGEST_SECONDS);
        check(spec, "--rounds", rounds, MOST_ROUNDS);
        for (String name : only) {
            if (!bench.names().contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), "--only " + name + " is not one of: " + String.join(", ", bench.names()));
            }
        }
        checkWritable(spec, json);
        try {
            Bench.Outcome outcome = bench.run(
                    Checkout.ofLauncher(),
                    new Rounds(new Contender.Timing(warmup, seconds), rounds, only, System.out::println));
            System.out.println();
            outcome.results().table().forEach(System.out::println);
            if (json != null) {
                BenchJson.write(json, outcome.conditions(), outcome.results());
            }
            return ExitCode.OK.code();
        } catch (BenchFailure failure) {
            throw Rejection.of(ExitCode.INTERNAL_ERROR, failure.getMessage());
        }
    }

    /** Refuses a number outside 1 to the most. */
    static void check(CommandSpec spec, String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(spec.commandLine(), option + " " + value + " is not within 1 to " + most);
        }
    }

    /** Refuses a file that can't be written; null is no file. Better said now than after minutes of load. */
    static void checkWritable(CommandSpec spec, Path json) {
        if (json != null && !isWritable(json.toAbsolutePath())) {
            throw new ParameterException(spec.commandLine(), "--json " + json + " can't be written");
        }
    }

    private static boolean isWritable(Path file) {
        return Files.isDirectory(file)
                ? false
                : Files.exists(file) ? Files.isWritable(file) : Files.isWritable(file.getParent());
    }
}
