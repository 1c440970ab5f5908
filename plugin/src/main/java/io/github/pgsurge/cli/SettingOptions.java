package io.github.pgsurge.cli;

import io.github.pgsurge.settings.Setting;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options by which a command is given settings; mixed into each command that takes them. */
final class SettingOptions {
    @Option(
            names = "--target",
            paramLabel = "SIDE",
            description = "Side of the sandbox, and nothing else: direct or pooled (through PgBouncer).")
    private String target;

    @Option(names = "--env-file", paramLabel = "FILE", description = "File of NAME=value settings; default .env.")
    private Path envFile;

    @Option(names = "-J", paramLabel = "NAME=VALUE", description = "A setting or JMeter property; may be repeated.")
    private Map<String, String> properties = new LinkedHashMap<>();

    /** Adds what was given, by property name; {@code -J} goes before what is there. */
    void into(Map<String, String> given) {
        if (target != null) {
            given.put(Setting.TARGET.property(), target);
        }
        if (envFile != null) {
            given.put(Setting.ENV_FILE.property(), envFile.toAbsolutePath().toString());
        }
        given.putAll(properties);
    }
}
