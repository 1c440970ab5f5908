package io.github.pgsurge.settings;

import io.github.pgsurge.verdict.Rejection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The value of every setting, and where it came from. Highest first: property; environment; {@code ENV_FILE} or
 * {@code .env} in the working folder; {@code .sandbox/env} of a sandbox that is up; the registry's default. An empty value
 * counts as not set. Immutable and thread safe: a value by itself is checked when it is loaded, values together by
 * {@link #validate()}.
 */
public final class Settings {
    private static final String FROM_DEFAULT = "default";
    private static final String FROM_SANDBOX = "sandbox";

    /** What belongs to one server and is of no use for another. */
    private static final Set<Setting> SERVER =
            EnumSet.of(Setting.DB_PORT, Setting.DB_USER, Setting.DB_PASSWORD, Setting.DB_NAME);

    /** A value in canonical form and the name of the source that gave it. */
    private record Sourced(String value, String source) {}

    private record Source(String name, Function<Setting, String> lookup) {
        String value(Setting setting) {
            String value = lookup.apply(setting);
            return value == null ? "" : value.strip();
        }
    }

    private final Map<Setting, Sourced> values;
    private final Map<String, String> sandbox;

    private Settings(Map<Setting, Sourced> values, Map<String, String> sandbox) {
        this.values = values;
        this.sandbox = sandbox;
    }

    /**
     * Loads every setting.
     *
     * @param properties properties by name, null for one that is not set
     * @param environment the process environment
     * @param workingFolder where {@code .env} is looked for
     * @param checkout where {@code .sandbox/env} is looked for
     * @throws Rejection when a value is not allowed, or a file cannot be read
     */
    public static Settings load(
            Function<String, String> properties, Map<String, String> environment, Path workingFolder, Path checkout)
            throws Rejection {
        List<Source> sources = new ArrayList<>();
        sources.add(new Source("property", setting -> properties.apply(setting.property())));
        sources.add(new Source("environment", setting -> environment.get(setting.name())));
        Map<String, String> file = envFile(sources, workingFolder);
        sources.add(new Source("env file", setting -> file.get(setting.name())));
        Path sandboxFile = checkout.resolve(".sandbox/env");
        Map<String, String> sandbox = Files.exists(sandboxFile) ? EnvFile.read(sandboxFile) : Map.of();
        // A host of the user's own is no place for the sandbox's port, role and password.
        boolean ownHost = sources.stream()
                .anyMatch(source -> !source.value(Setting.DB_HOST).isEmpty());
        if (!ownHost) {
            // nor the other way round: a .env copied from the example has a port, but no host
            sources.add(
                    2,
                    new Source(FROM_SANDBOX, setting -> SERVER.contains(setting) ? sandbox.get(setting.name()) : ""));
            sources.add(new Source(FROM_SANDBOX, setting -> sandbox.get(setting.name())));
        }
        sources.add(new Source(FROM_DEFAULT, Setting::fallback));

        Map<Setting, Sourced> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            values.put(setting, resolve(setting, sources, values));
        }
        return new Settings(values, sandbox);
    }

    private static Map<String, String> envFile(List<Source> sources, Path workingFolder) throws Rejection {
        for (Source source : sources) {
            String named = source.value(Setting.ENV_FILE);
            if (!named.isEmpty()) {
                return EnvFile.read(workingFolder.resolve(named));
            }
        }
        Path file = workingFolder.resolve(".env");
        return Files.exists(file) ? EnvFile.read(file) : Map.of();
    }

    private static Sourced resolve(Setting setting, List<Source> sources, Map<Setting, Sourced> resolved)
            throws Rejection {
        for (Source source : sources) {
            String value = source.value(setting);
            if (value.isEmpty()) {
                continue;
            }
            if (setting.kind().secret() && source.name().equals("property")) {
                throw Rejection.usage(setting.property() + " was given as a property, which JMeter logs in clear; set "
                        + setting.name() + " in the environment or in an env file instead");
            }
            if (source.name().equals(FROM_DEFAULT) && setting.inheritsFrom().isPresent()) {
                return resolved.get(setting.inheritsFrom().get());
            }
            return new Sourced(canonical(setting, value), source.name());
        }
        return new Sourced("", FROM_DEFAULT);
    }

    private static String canonical(Setting setting, String value) throws Rejection {
        String canonical = setting.kind().canonical(value);
        if (canonical == null) {
            throw notAllowed(setting, value);
        }
        return canonical;
    }

    /** The error for a value that a setting does not take: its name, the value, what is allowed. */
    public static Rejection notAllowed(Setting setting, String value) {
        return Rejection.usage(setting.name() + "=" + (setting.kind().secret() ? "****" : value)
                + " is not allowed; allowed: " + setting.kind().allowed());
    }

    /**
     * Checks what no setting can check alone.
     *
     * @throws Rejection naming the settings that do not go together
     */
    public void validate() throws Rejection {
        int insert = insertPercent();
        int update = updatePercent();
        int read = whole(Setting.READ_PERCENT);
        if (insert + update + read != 100) {
            throw Rejection.usage("INSERT_PERCENT + UPDATE_PERCENT + READ_PERCENT = " + insert + " + " + update + " + "
                    + read + " = " + (insert + update + read) + "; they must sum to 100");
        }
        if (duration(Setting.TEST_RUN_DURATION).toMillisPart() != 0) {
            throw Rejection.usage("TEST_RUN_DURATION=" + text(Setting.TEST_RUN_DURATION)
                    + " is not allowed; allowed: whole seconds, as JMeter counts them");
        }
        if (isSet(Setting.TARGET) && !isSet(Setting.DB_HOST)) {
            throw Rejection.usage("TARGET=" + text(Setting.TARGET)
                    + " is a side of the sandbox, and no sandbox is up; start one with: scripts/pgsurge sandbox up");
        }
        if (isSet(Setting.TARGET) && isSet(Setting.DB_HOST) && !from(Setting.DB_HOST, FROM_SANDBOX)) {
            throw Rejection.usage("TARGET=" + text(Setting.TARGET) + " and DB_HOST=" + text(Setting.DB_HOST)
                    + " contradict each other: TARGET is a side of the sandbox, DB_HOST a system of your own; "
                    + "give one of them");
        }
    }

    /** The canonical form; empty when the setting is not set and has no default. */
    public String text(Setting setting) {
        return switch (setting) {
            case INSERT_PERCENT -> Integer.toString(insertPercent());
            case UPDATE_PERCENT -> Integer.toString(updatePercent());
            default -> values.get(setting).value();
        };
    }

    /** The value of a whole-number setting. */
    public int whole(Setting setting) {
        return Integer.parseInt(values.get(setting).value());
    }

    /** The value of a time setting. */
    public Duration duration(Setting setting) {
        return Kind.Time.duration(values.get(setting).value());
    }

    /** Whether a source other than the default gave a value. */
    public boolean isSet(Setting setting) {
        return !values.get(setting).value().isEmpty() && !from(setting, FROM_DEFAULT);
    }

    /** Whether the value came from the sandbox that is up. */
    public boolean isFromSandbox(Setting setting) {
        return from(setting, FROM_SANDBOX);
    }

    /** What {@code .sandbox/env} says of a name; empty when no sandbox is up. */
    public String sandbox(String name) {
        return sandbox.getOrDefault(name, "");
    }

    /** Every setting that has a value and is no secret, by property name, in the registry's order. */
    public Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            if (!setting.kind().secret() && !text(setting).isEmpty()) {
                shown.put(setting.property(), text(setting));
            }
        }
        return shown;
    }

    private boolean from(Setting setting, String source) {
        return values.get(setting).source().equals(source);
    }

    /** With only READ_PERCENT set, inserts and updates share the rest as their defaults do. */
    private boolean writesShareTheRest() {
        return from(Setting.INSERT_PERCENT, FROM_DEFAULT) && from(Setting.UPDATE_PERCENT, FROM_DEFAULT);
    }

    private int insertPercent() {
        int insert = whole(Setting.INSERT_PERCENT);
        return writesShareTheRest() ? Math.round(insert * (100 - whole(Setting.READ_PERCENT)) / 100f) : insert;
    }

    private int updatePercent() {
        return writesShareTheRest()
                ? 100 - whole(Setting.READ_PERCENT) - insertPercent()
                : whole(Setting.UPDATE_PERCENT);
    }
}
