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
record Pgbench(NativeClient client, BenchServer server, Path script, int rows) implements Contender {
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

    /** The version, when it is on the path. */
    static Optional<String> version() throws InterruptedException {
        return NativeClient.says(NAME, "--version");
    }

    /** Writes the script. */
    static Pgbench on(Workspace workspace, BenchServer server, ConstantInsert insert) throws BenchFailure {
        Path script = workspace.folder(NAME).resolve("insert.sql");
        try {
            Files.writeString(script, insert.sql() + ";\n");
        } catch (IOException failure) {
            throw new BenchFailure(script + " could not be written: " + failure.getMessage(), failure);
        }
        return new Pgbench(new NativeClient(NAME, workspace), server, script, insert.rows());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RoundFigure measure(Timing timing) throws BenchFailure, InterruptedException {
        // pgbench has no warm-up of its own; the table is to be as large as another's when its measured time begins
        run(timing.warmupSeconds());
        return figure(run(timing.seconds()), rows);
    }

    private String run(int seconds) throws BenchFailure, InterruptedException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("-n", "-M", "simple", "-f", script.toString(), "-T", Integer.toString(seconds)));
        command.addAll(List.of("-c", Integer.toString(Workload.CONNECTIONS), "-j", Integer.toString(THREADS)));
        command.addAll(List.of("-h", PostgresServer.HOST, "-p", Integer.toString(server.port())));
        command.addAll(List.of("-U", server.role().user(), PostgresServer.NAME));
        return client.run(command, environment -> {
            environment.keySet().removeIf(name -> name.startsWith("PG"));
            environment.put("PGPASSWORD", server.role().password());
        });
    }

    /**
     * Reads what pgbench and the shell's {@code times} have printed.
     *
     * @param rows a transaction
     */
    static RoundFigure figure(String text, int rows) throws BenchFailure {
        Matcher failed = FAILED.matcher(text);
        if (failed.find() && Long.parseLong(failed.group(1)) > 0) {
            throw new BenchFailure("pgbench: " + failed.group(1) + " transactions failed");
        }
        double transactions = NativeClient.number(NAME, TRANSACTIONS, text);
        double rate = NativeClient.number(NAME, RATE, text);
        return new RoundFigure(
                rate * rows, OptionalDouble.of(NativeClient.cpuSeconds(NAME, text) * 1e6 / (transactions * rows)));
    }
}
