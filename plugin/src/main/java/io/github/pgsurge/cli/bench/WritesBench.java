package io.github.pgsurge.cli.bench;

import io.github.pgsurge.cli.Checkout;
import io.github.pgsurge.sandbox.SandboxException;
import io.github.pgsurge.verdict.Rejection;
import io.github.pgsurge.workload.InsertMode;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.postgresql.util.DriverInfo;

/**
 * Measures every way to write on one server, one after the other, several rounds. Each round begins with another
 * contender, so that what drifts (the disk, the machine's other work) does not always meet the same one.
 *
 * @param only names of the contenders to measure; empty for all
 */
record WritesBench(Checkout checkout, Contender.Timing timing, int rounds, List<String> only, Consumer<String> out) {
    /** The figures and what they were measured with. */
    record Outcome(Standings standings, Map<String, Object> conditions) {}

    /** Names of everything that can be measured, in the order of the table. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (InsertMode mode : InsertMode.values()) {
            names.add(mode.toString());
        }
        names.addAll(List.of(Pgbench.NAME, StockRequest.NAME, ServerCopy.NAME));
        return names;
    }

    /** Runs it; takes about {@code rounds * 9 * (warm-up + seconds + 4 s)}. */
    Outcome run() throws BenchFailure, Rejection, SandboxException, InterruptedException {
        Optional<String> pgbench = Pgbench.version();
        if (pgbench.isEmpty()) {
            out.accept(Pgbench.MISSING);
        }
        try (BenchServer server = BenchServer.start(out)) {
            Map<String, Object> conditions = conditions(server, pgbench);
            ConstantInsert insert = ConstantInsert.of(server.table(), Workload.BATCH_SIZE, Workload.DATA_BYTES);
            conditions.put("row_text_bytes", insert.textBytes() / insert.rows());
            ServerCopy copy = ServerCopy.on(server, insert);
            out.accept("Writing once as much as the server keeps of its log, untimed");
            copy.measure(timing);
            Standings standings = measure(server, contenders(server, insert, copy, pgbench.isPresent()));
            conditions.put("load_average_after", loadAverage());
            return new Outcome(standings, conditions);
        } catch (SQLException failure) {
            throw new BenchFailure("the benchmark's PostgreSQL said: " + failure.getMessage(), failure);
        }
    }

    private List<Contender> contenders(BenchServer server, ConstantInsert insert, ServerCopy copy, boolean pgbench)
            throws BenchFailure, Rejection {
        JMeterClient jmeter = new JMeterClient(checkout, server);
        List<Contender> contenders = new ArrayList<>();
        for (InsertMode mode : InsertMode.values()) {
            contenders.add(new PluginMode(mode, jmeter, checkout.plan("write-load")));
        }
        if (pgbench) {
            contenders.add(Pgbench.on(server, insert));
        }
        contenders.add(StockRequest.on(jmeter, server, insert));
        contenders.add(copy);
        contenders.removeIf(contender -> !only.isEmpty() && !only.contains(contender.name()));
        return contenders;
    }

    private Standings measure(BenchServer server, List<Contender> contenders)
            throws BenchFailure, SQLException, InterruptedException {
        Map<String, List<Figure>> figures = new LinkedHashMap<>();
        contenders.forEach(contender -> figures.put(contender.name(), new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : order(contenders, round, rounds)) {
                server.reset();
                Figure figure = contender.measure(timing);
                figures.get(contender.name()).add(figure);
                out.accept(String.format(
                        Locale.ROOT,
                        "round %d/%d  %-18s %,9.0f rows/s%s",
                        round + 1,
                        rounds,
                        contender.name(),
                        figure.rowsPerS(),
                        figure.cpuMicrosPerRow().isPresent()
                                ? String.format(
                                        Locale.ROOT,
                                        "  %5.1f us/row",
                                        figure.cpuMicrosPerRow().getAsDouble())
                                : ""));
            }
        }
        List<Standing> standings = new ArrayList<>();
        figures.forEach((name, all) -> standings.add(Standing.of(name, all)));
        return new Standings(standings);
    }

    /** The contenders in the order of a round, from 0: each round begins a further part of the list later. */
    static <T> List<T> order(List<T> contenders, int round, int rounds) {
        List<T> rotated = new ArrayList<>(contenders);
        Collections.rotate(rotated, -(round * contenders.size() / rounds));
        return rotated;
    }

    private Map<String, Object> conditions(BenchServer server, Optional<String> pgbench) throws SQLException {
        Map<String, Object> conditions = new LinkedHashMap<>();
        conditions.put("started_at", Instant.now().toString());
        conditions.put("rounds", rounds);
        conditions.put("warmup_s", timing.warmupSeconds());
        conditions.put("measured_s", timing.seconds());
        conditions.put("connections", Workload.CONNECTIONS);
        conditions.put("batch_size", Workload.BATCH_SIZE);
        conditions.put("cpu_count", Runtime.getRuntime().availableProcessors());
        conditions.put("load_average_before", loadAverage());
        conditions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        conditions.put("java_version", System.getProperty("java.version"));
        conditions.put("jmeter_home", checkout.jmeterHome().getFileName().toString());
        conditions.put("driver", DriverInfo.DRIVER_FULL_NAME);
        pgbench.ifPresent(version -> conditions.put("pgbench_version", version));
        Map<String, String> settings = server.settings();
        conditions.put("postgres", settings);
        out.accept("PostgreSQL " + settings.get("server_version") + " | fsync " + settings.get("fsync")
                + ", synchronous_commit " + settings.get("synchronous_commit") + ", full_page_writes "
                + settings.get("full_page_writes") + " | " + DriverInfo.DRIVER_FULL_NAME + " | "
                + conditions.get("cpu_count") + " CPUs, load average " + conditions.get("load_average_before")
                + " | " + Workload.CONNECTIONS + " connections, " + Workload.BATCH_SIZE + " rows a batch, "
                + timing.seconds() + " s after " + timing.warmupSeconds() + " s of warm-up, " + rounds + " rounds");
        return conditions;
    }

    /** Of the last minute, over all of the machine. */
    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
