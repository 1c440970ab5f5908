package io.github.pgsurge.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.pgsurge.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pgsurge check-pooler}. */
@Command(
        name = "check-pooler",
        description =
                "Says what works through the pooler before PostgreSQL, for the driver as it is set, and what to do.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Asks through DB_HOST with two connections at most, and leaves nothing behind;",
            "asks PGBOUNCER_HOST's admin console too when it is set. Settings come from",
            "where they come from in a run.",
            "",
            "Exit codes:",
            "  0  safe with POOLER as it is set, or no pooler",
            "  2  no connection",
            "  3  clients would get each other's answers",
            ""
        })
final class CheckPoolerCommand implements Callable<Integer> {
    @Mixin
    private SettingOptions options;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Map<String, String> given = new LinkedHashMap<>();
        options.into(given);
        Settings settings = Settings.load(
                given::get,
                name -> null,
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Checkout.ofLauncher().root());
        settings.validate();
        PoolerCheck check = PoolerCheck.of(settings);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(check.asMap()));
        } else {
            check.lines().forEach(out::println);
        }
        out.flush();
        return check.exitCode().code();
    }
}
