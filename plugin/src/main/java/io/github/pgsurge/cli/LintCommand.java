package io.github.pgsurge.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.pgbouncer.console.PgbouncerVersion;
import io.github.pgsurge.pgbouncer.lint.Lint;
import io.github.pgsurge.pgbouncer.lint.LintFinding;
import io.github.pgsurge.pgbouncer.lint.LintOptions;
import io.github.pgsurge.pgbouncer.lint.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pgsurge lint FILE}. */
@Command(
        name = "lint",
        description =
                "Says what is wrong with a pgbouncer.ini: names and values, capacity, modes, timeouts, authentication.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 no errors, though there may be warnings; 2 errors, or no file that can be read."})
final class LintCommand implements Callable<Integer> {
    private static final int MOST = 1_000_000;

    @Parameters(paramLabel = "FILE", description = "A pgbouncer.ini; what it includes is read too.")
    private Path file;

    @Option(
            names = "--pgbouncer-version",
            paramLabel = "VERSION",
            description = "The PgBouncer that is to read it, such as 1.18; default 1.25, the newest known.")
    private String version;

    @Option(
            names = "--postgres-max-connections",
            paramLabel = "N",
            description = "PostgreSQL's max_connections: the pools are held against it.")
    private String maxConnections;

    @Option(
            names = "--postgres-reserved",
            paramLabel = "N",
            description = "PostgreSQL's reserved_connections, with --postgres-max-connections; default 0.")
    private String reserved;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "PgBouncer processes with this file before one server; default ${DEFAULT-VALUE}.")
    private String replicas = "1";

    @Option(names = "--clients", paramLabel = "N", description = "Clients at a time, over all replicas.")
    private String clients;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Rejection, IOException {
        Lint lint = Lint.of(file, options());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(asMap(lint)));
        } else {
            print(lint, out, Terminal.width(System.getenv()).isPresent());
        }
        out.flush();
        return (lint.count(Severity.ERROR) == 0 ? ExitCode.OK : ExitCode.USAGE).code();
    }

    private LintOptions options() throws Rejection {
        LintOptions options = LintOptions.defaults();
        if (version != null) {
            options = options.withVersion(PgbouncerVersion.in(version)
                    .filter(known -> version.startsWith(known.toString()) && known.isAtLeast(12))
                    .orElseThrow(() -> Rejection.usage("--pgbouncer-version " + version
                            + " is not a version of PgBouncer; allowed: 1.12 or newer, such as 1.18")));
        }
        if (maxConnections != null) {
            options = options.withServer(
                    within("--postgres-max-connections", maxConnections, 1),
                    within("--postgres-reserved", reserved == null ? "0" : reserved, 0));
        } else if (reserved != null) {
            throw Rejection.usage(
                    "--postgres-reserved " + reserved + " is without effect; give" + " --postgres-max-connections too");
        }
        if (clients != null) {
            options = options.withClients(within("--clients", clients, 1));
        }
        return options.withReplicas(within("--replicas", replicas, 1));
    }

    private static int within(String option, String text, int least) throws Rejection {
        int value = text.matches("0*\\d{1,7}") ? Integer.parseInt(text) : -1;
        if (value < least || value > MOST) {
            throw Rejection.usage(option + " " + text + " is not a whole number within " + least + " to " + MOST);
        }
        return value;
    }

    private static void print(Lint lint, PrintWriter out, boolean colored) {
        for (LintFinding finding : lint.findings()) {
            out.println(finding.place() + ": " + word(finding.severity(), colored) + ": " + finding.message() + " ["
                    + finding.rule() + "]");
            if (!finding.remedy().isEmpty()) {
                out.println("    -> " + finding.remedy());
            }
        }
        out.println(lint.file() + " for PgBouncer " + lint.options().version() + ": "
                + lint.count(Severity.ERROR) + " errors, " + lint.count(Severity.WARNING) + " warnings, "
                + lint.count(Severity.INFO) + " notes");
    }

    private static String word(Severity severity, boolean colored) {
        if (!colored) {
            return severity.toString();
        }
        int color =
                switch (severity) {
                    case ERROR -> 31;
                    case WARNING -> 33;
                    case INFO -> 36;
                };
        return "\u001b[" + color + "m" + severity + "\u001b[0m";
    }

    private static Map<String, Object> asMap(Lint lint) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", lint.file().toString());
        map.put("pgbouncer_version", lint.options().version().toString());
        map.put("errors", lint.count(Severity.ERROR));
        map.put("warnings", lint.count(Severity.WARNING));
        map.put("findings", lint.findings().stream().map(LintCommand::asMap).toList());
        return map;
    }

    private static Map<String, Object> asMap(LintFinding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("severity", finding.severity().toString());
        map.put("file", finding.place().file().toString());
        if (finding.place().line() > 0) {
            map.put("line", finding.place().line());
        }
        map.put("rule", finding.rule());
        map.put("message", finding.message());
        if (!finding.remedy().isEmpty()) {
            map.put("remedy", finding.remedy());
        }
        return map;
    }
}
