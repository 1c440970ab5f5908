package io.github.pgsurge.cli.bench;

import io.github.pgsurge.cli.Checkout;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures contenders one after the other, several times. Each round begins with another contender, so that what drifts
 * (the disk, the machine's other work) does not always meet the same one.
 *
 * @param number of rounds
 * @param only names of the contenders to measure; empty for all
 */
record Rounds(Contender.Timing timing, int number, List<String> only, Consumer<String> out) {
    Rounds {
        only = List.copyOf(only);
    }

    /** Brings the server into the state in which every measurement begins. */
    @FunctionalInterface
    interface Reset {
        void run() throws BenchFailure;
    }

    /** Measures them all. */
    ContenderResults measure(BenchmarkSpec spec, List<Contender> contenders, Reset reset)
            throws BenchFailure, InterruptedException {
        List<Contender> chosen = contenders.stream()
                .filter(contender -> only.isEmpty() || only.contains(contender.name()))
                .toList();
        Map<String, List<RoundFigure>> figures = new LinkedHashMap<>();
        chosen.forEach(contender -> figures.put(contender.name(), new ArrayList<>()));
        for (int round = 0; round < number; round++) {
            for (Contender contender : order(chosen, round, number)) {
                reset.run();
                RoundFigure figure = contender.measure(timing);
                figures.get(contender.name()).add(figure);
                out.accept(String.format(
                        Locale.ROOT,
                        "round %d/%d  %-18s %,9.0f %s%s",
                        round + 1,
                        number,
                        contender.name(),
                        figure.perS(),
                        spec.rate(),
                        figure.cpuMicros().isPresent()
                                ? String.format(
                                        Locale.ROOT,
                                        "  %5.1f us/%s",
                                        figure.cpuMicros().getAsDouble(),
                                        spec.unit())
                                : ""));
            }
        }
        List<ContenderResult> results = new ArrayList<>();
        figures.forEach((name, all) -> results.add(ContenderResult.of(name, all)));
        return new ContenderResults(spec, results);
    }

    /** The contenders in the order of a round, from 0: each round begins a further part of the list later. */
    static <T> List<T> order(List<T> contenders, int round, int rounds) {
        List<T> rotated = new ArrayList<>(contenders);
        Collections.rotate(rotated, -(round * contenders.size() / rounds));
        return rotated;
    }

    /** What the figures of any benchmark are measured with; the benchmark adds its own. */
    Map<String, Object> conditions(Checkout checkout) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        conditions.put("started_at", Instant.now().toString());
        conditions.put("rounds", number);
        conditions.put("warmup_s", timing.warmupSeconds());
        conditions.put("measured_s", timing.seconds());
        conditions.put("cpu_count", Runtime.getRuntime().availableProcessors());
        conditions.put("load_average_before", loadAverage());
        conditions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        conditions.put("java_version", System.getProperty("java.version"));
        conditions.put("jmeter_home", checkout.jmeterHome().getFileName().toString());
        return conditions;
    }

    /** The machine and the timing, for people. */
    String shown(String load) {
        return Runtime.getRuntime().availableProcessors() + " CPUs, load average " + loadAverage() + " | " + load + ", "
                + timing.seconds() + " s after " + timing.warmupSeconds() + " s of warm-up, " + number + " rounds";
    }

    /** Of the last minute, over all of the machine. */
    static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
