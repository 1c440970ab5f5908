package io.github.pgsurge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder that stands for a checkout, with the sandbox of it and the lines that its commands said. One thread. */
final class CheckoutFolder {
    private final Path root;
    private final int port;
    private final List<String> said = new ArrayList<>();

    CheckoutFolder(Path root) {
        this.root = root;
        this.port = FreePorts.next();
    }

    int port() {
        return port;
    }

    Path root() {
        return root;
    }

    SandboxFiles files() throws SandboxException {
        return SandboxFiles.of(root);
    }

    SandboxStatus up(String... settings) throws SandboxException {
        return up(postgresOnly(port, settings));
    }

    SandboxStatus up(SandboxOptions options) throws SandboxException {
        said.clear();
        return Sandbox.at(root).up(options, said::add);
    }

    /** The whole sandbox as it is by default, on ports that are free. */
    SandboxOptions everything() throws SandboxException {
        return SandboxOptions.defaults()
                .withPostgres(PostgresOptions.of(port, SandboxOptions.DEFAULT_MAX_CONNECTIONS, List.of()))
                .withPgbouncer(PgbouncerOptions.defaults().onPort(FreePorts.next()))
                .withGateways(GatewaysOptions.defaults().onPorts(FreePorts.next(), FreePorts.next()));
    }

    /** PostgreSQL alone, and small. */
    static SandboxOptions postgresOnly(int port, String... settings) throws SandboxException {
        return SandboxOptions.defaults()
                .withoutPgbouncer()
                .withoutGateways()
                .withPostgres(PostgresOptions.of(port, 20, List.of(settings)));
    }

    boolean down() throws SandboxException {
        said.clear();
        return Sandbox.at(root).down(said::add);
    }

    SandboxStatus status() throws SandboxException {
        return Sandbox.at(root).status();
    }

    /** The pid of a service. */
    static long pid(SandboxStatus status, String service) {
        return status.service(service).orElseThrow().pid().orElseThrow();
    }

    /** The pid of PostgreSQL. */
    static long pid(SandboxStatus status) {
        return pid(status, "PostgreSQL");
    }

    /** What the last command said. */
    List<String> said() {
        return List.copyOf(said);
    }

    Map<String, String> env() throws IOException, SandboxException {
        return Files.readAllLines(files().env()).stream()
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
    }

    Connection connect() throws SQLException, IOException, SandboxException {
        return connect(env().get("DB_USER"), env().get("DB_PASSWORD"));
    }

    Connection connectAsAdmin() throws SQLException, IOException, SandboxException {
        return connect(env().get("DB_ADMIN_USER"), env().get("DB_ADMIN_PASSWORD"));
    }

    Connection connectThroughPgbouncer(String user, String password, String database)
            throws SQLException, IOException, SandboxException {
        Map<String, String> env = env();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + env.get("PGBOUNCER_HOST") + ":" + env.get("PGBOUNCER_PORT") + "/" + database
                        + "?prepareThreshold=0",
                user,
                password);
    }

    Connection connect(String user, String password) throws SQLException, IOException, SandboxException {
        Map<String, String> env = env();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + env.get("DB_HOST") + ":" + env.get("DB_PORT") + "/" + env.get("DB_NAME"),
                user,
                password);
    }

    static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Starts a JVM that runs a command on this checkout. */
    Process program(List<String> prefix, String classPath, String command) throws IOException {
        List<String> arguments = new ArrayList<>(prefix);
        arguments.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                SandboxProgram.class.getName(),
                root.toString(),
                command,
                Integer.toString(port)));
        return new ProcessBuilder(arguments)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .start();
    }

    Process program(String command) throws IOException {
        return program(List.of(), command);
    }

    Process program(List<String> prefix, String command) throws IOException {
        return program(prefix, System.getProperty("java.class.path"), command);
    }

    static List<String> output(Process process) {
        try (BufferedReader reader = process.inputReader()) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every process that runs programs of this sandbox, by its command line. */
    List<String> processes() throws SandboxException {
        String home = files().home().toString();
        return commandLines().stream().filter(line -> line.contains(home)).toList();
    }

    static List<String> commandLines() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().chars().allMatch(Character::isDigit))
                    .map(CheckoutFolder::commandLine)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void assertNothingIsLeft() throws SandboxException {
        assertThat(files().folder()).doesNotExist();
        assertThat(files().home()).doesNotExist();
        assertThat(processes()).isEmpty();
        assertThat(Ports.isFree(port)).isTrue();
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline")).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }
}
