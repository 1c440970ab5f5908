package io.github.pgsurge.cli.bench;

import io.github.pgsurge.sandbox.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own load generator with a script of one constant statement, in the simple protocol. */
record Pgbench(BenchServer server, Path script, int rows) implements Contender {
    static final String NAME = "pgbench";

    /** What to do when it is missing. */
    static final String MISSING = "pgbench is not installed, there is nothing to compare with: it is in the package "
            + "postgresql-contrib (Debian and Ubuntu: sudo apt-get install postgresql-contrib)";

    private static final int THREADS = 2;
    private static final Pattern TRANSACTIONS =
            Pattern.compile("^number of transactions actually processed: (\\d+)", Pattern.MULTILINE);
    private static final Pattern RATE =
            Pattern.compile("^tps = ([0-9.]+) \\(without initial connection time\\)", Pattern.MULTILINE);
    private static final Pattern FAILED = Pattern.compile("^number of failed transactions: (\\d+)", Pattern.MULTILINE);
    /** The last line of the shell's {@code times}: user and system time of its children (POSIX, times). */
    private static final Pattern CHILDREN_CPU =
            Pattern.compile("^(\\d+)m([0-9.]+)s (\\d+)m([0-9.]+)s\\s*\\z", Pattern.MULTILINE);

    /** The version, when it is on the path. */
    static Optional<String> version() throws InterruptedException {
        try {
            Process process = new ProcessBuilder(NAME, "--version").start();
            String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(text.strip()) : Optional.empty();
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    /** Writes the script. */
    static Pgbench on(BenchServer server, ConstantInsert insert) throws BenchFailure {
        Path script = server.folder(NAME).resolve("insert.sql");
        try {
            Files.writeString(script, insert.sql() + ";\n");
        } catch (IOException failure) {
            throw new BenchFailure(script + " could not be written: " + failure.getMessage(), failure);
        }
        return new Pgbench(server, script, insert.rows());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Figure measure(Timing timing) throws BenchFailure, InterruptedException {
        // pgbench has no warm-up of its own; the table is to be as large as another's when its measured time begins
        run(timing.warmupSeconds());
        return figure(run(timing.seconds()), rows);
    }

    private String run(int seconds) throws BenchFailure, InterruptedException {
        List<String> command = new ArrayList<>();
        // the shell adds what CPU time its child took
        command.addAll(List.of("sh", "-c", "\"$@\"; status=$?; times; exit $status", "sh", NAME));
        command.addAll(List.of("-n", "-M", "simple", "-f", script.toString(), "-T", Integer.toString(seconds)));
        command.addAll(List.of("-c", Integer.toString(Workload.CONNECTIONS), "-j", Integer.toString(THREADS)));
        command.addAll(List.of("-h", PostgresServer.HOST, "-p", Integer.toString(server.port())));
        command.addAll(List.of("-U", server.role().user(), PostgresServer.NAME));
        Path out = script.resolveSibling("out.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("PGPASSWORD", server.role().password());
        builder.environment().put("LC_ALL", "C");
        try {
            int status = server.start(builder).waitFor();
            String text = Files.readString(out);
            if (status != 0) {
                throw new BenchFailure("pgbench ended with " + status + ": " + errors(text));
            }
            return text;
        } catch (IOException failure) {
            throw new BenchFailure("pgbench did not run: " + failure.getMessage(), failure);
        }
    }

    private static String errors(String text) {
        return text.lines().filter(line -> line.contains("error")).findFirst().orElse("it said nothing");
    }

    /**
     * Reads what pgbench and the shell's {@code times} have printed.
     *
     * @param rows a transaction
     */
    static Figure figure(String text, int rows) throws BenchFailure {
        Matcher failed = FAILED.matcher(text);
        if (failed.find() && Long.parseLong(failed.group(1)) > 0) {
            throw new BenchFailure("pgbench: " + failed.group(1) + " transactions failed");
        }
        Matcher transactions = found(TRANSACTIONS, text);
        Matcher rate = found(RATE, text);
        Matcher cpu = found(CHILDREN_CPU, text);
        double cpuSeconds = seconds(cpu.group(1), cpu.group(2)) + seconds(cpu.group(3), cpu.group(4));
        return new Figure(
                Double.parseDouble(rate.group(1)) * rows,
                OptionalDouble.of(cpuSeconds * 1e6 / (Double.parseDouble(transactions.group(1)) * rows)));
    }

    private static double seconds(String minutes, String seconds) {
        return 60 * Double.parseDouble(minutes) + Double.parseDouble(seconds);
    }

    private static Matcher found(Pattern pattern, String text) throws BenchFailure {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new BenchFailure("pgbench printed nothing like '" + pattern + "'");
        }
        return matcher;
    }
}
