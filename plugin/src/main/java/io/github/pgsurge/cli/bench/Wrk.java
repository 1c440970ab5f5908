package io.github.pgsurge.cli.bench;

import io.github.pgsurge.cli.DebianPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP load generator wrk, which posts one constant body and looks at the status alone. */
record Wrk(NativeClient client, StaticServer server, Path script) implements Contender {
    static final String NAME = "wrk";

    /** What Debian and Ubuntu call it. */
    static final DebianPackage PACKAGE = new DebianPackage(NAME, NAME, Wrk::isThere);

    private static final int THREADS = 1;
    private static final String SCRIPT = """
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            wrk.body = [==[%s]==]
            """;
    private static final Pattern REQUESTS = Pattern.compile("^\\s*(\\d+) requests in ", Pattern.MULTILINE);
    private static final Pattern RATE = Pattern.compile("^Requests/sec:\\s+([0-9.]+)", Pattern.MULTILINE);
    /** Lines that are there only when something went wrong. */
    private static final Pattern FAILED =
            Pattern.compile("^\\s*(Socket errors: .*|Non-2xx or 3xx responses: .*)$", Pattern.MULTILINE);

    private static boolean isThere() {
        try {
            return version().isPresent();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The version, when it is on the path. */
    static Optional<String> version() throws InterruptedException {
        return NativeClient.says(NAME, "--version");
    }

    /** Writes the script. */
    static Wrk on(Workspace workspace, StaticServer server, String body) throws BenchFailure {
        Path script = workspace.folder(NAME).resolve("post.lua");
        try {
            Files.writeString(script, SCRIPT.formatted(body));
        } catch (IOException failure) {
            throw new BenchFailure(script + " could not be written: " + failure.getMessage(), failure);
        }
        return new Wrk(new NativeClient(NAME, workspace), server, script);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RoundFigure measure(Timing timing) throws BenchFailure, InterruptedException {
        run(timing.warmupSeconds());
        return figure(run(timing.seconds()));
    }

    private String run(int seconds) throws BenchFailure, InterruptedException {
        return client.run(
                List.of(
                        "-t",
                        Integer.toString(THREADS),
                        "-c",
                        Integer.toString(GraphqlBench.CONNECTIONS),
                        "-d",
                        seconds + "s",
                        "-s",
                        script.toString(),
                        server.baseUrl() + server.path()),
                environment -> {});
    }

    /** Reads what wrk and the shell's {@code times} have printed. */
    static RoundFigure figure(String text) throws BenchFailure {
        Matcher failed = FAILED.matcher(text);
        if (failed.find()) {
            throw new BenchFailure("wrk: " + failed.group(1));
        }
        double requests = NativeClient.number(NAME, REQUESTS, text);
        double rate = NativeClient.number(NAME, RATE, text);
        return new RoundFigure(rate, OptionalDouble.of(NativeClient.cpuSeconds(NAME, text) * 1e6 / requests));
    }
}
