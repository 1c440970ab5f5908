package io.github.pgsurge.settings;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.schedule.Arrivals;
import io.github.pgsurge.schedule.Schedule;
import io.github.pgsurge.settings.Sources.Origin;
import io.github.pgsurge.settings.Sources.Sourced;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The value of every setting, and where it came from. Highest first: property; environment; {@code ENV_FILE} or
 * {@code .env} in the working folder; {@code .sandbox/env} of a sandbox that is up; the plan's own default; the registry's
 * default. An empty value counts as not set. Immutable and thread safe: a value by itself is checked when it is loaded, values together by
 * {@link #validate()}.
 */
public final class Settings implements SettingValues {
    private final Map<Setting, Sourced> values;
    private final Map<String, String> sandbox;

    private Settings(Sources sources) {
        values = sources.values();
        sandbox = sources.sandbox();
    }

    /**
     * Loads every setting.
     *
     * @param properties properties by name, null for one that is not set
     * @param plan the plan's own defaults by property name, null for one that it leaves to the registry
     * @param environment the process environment
     * @param workingFolder where {@code .env} is looked for
     * @param checkout where {@code .sandbox/env} is looked for
     * @throws Rejection when a value is not allowed, or a file cannot be read
     */
    public static Settings load(
            Function<String, String> properties,
            Function<String, String> plan,
            Map<String, String> environment,
            Path workingFolder,
            Path checkout)
            throws Rejection {
        return new Settings(new Sources(properties, plan, environment, workingFolder, checkout));
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
            throw Rejection.usage(Setting.INSERT_PERCENT + " + " + Setting.UPDATE_PERCENT + " + " + Setting.READ_PERCENT
                    + " = " + insert + " + " + update + " + " + read + " = " + (insert + update + read)
                    + "; they must sum to 100");
        }
        if (duration(Setting.TEST_RUN_DURATION).toMillisPart() != 0) {
            throw Rejection.usage(Setting.TEST_RUN_DURATION + "=" + text(Setting.TEST_RUN_DURATION)
                    + " is not allowed; allowed: whole seconds, as JMeter counts them");
        }
        if (!text(Setting.STAGES).isEmpty()) {
            validateCorrection(Schedule.parse(text(Setting.STAGES)));
        }
        validateTarget();
    }

    /**
     * Checks that the correction of response times is one for that schedule: an arrival knows when it was due, and requests
     * that were not sent are no part of it.
     *
     * @throws Rejection when the schedule is of arrivals, and the correction one for virtual users
     */
    public void validateCorrection(Schedule schedule) throws Rejection {
        String correction = text(Setting.RESPONSE_CORRECTION);
        if (schedule instanceof Arrivals && Kind.WordOrTime.time(correction).isPresent()) {
            throw Rejection.usage(
                    Setting.RESPONSE_CORRECTION + "=" + correction + " is for stages of virtual users; those given are"
                            + " of arrivals, whose response times hold their lag already: give one of the two");
        }
    }

    private void validateTarget() throws Rejection {
        String target = Setting.TARGET + "=" + text(Setting.TARGET);
        Optional<Setting> own = Stream.of(Setting.BASE_URL, Setting.DB_HOST)
                .filter(address -> origin(address).isUsers())
                .findFirst();
        if (isSet(Setting.TARGET) && own.isPresent()) {
            throw Rejection.usage(target + " and " + own.get() + "=" + text(own.get())
                    + " contradict each other: " + Setting.TARGET + " is a side of the sandbox, " + own.get()
                    + " a system of your own; give one of them");
        }
        if (isSet(Setting.TARGET) && sandbox.isEmpty()) {
            throw Rejection.usage(target
                    + " is a side of the sandbox, and no sandbox is up; start one with: scripts/pgsurge sandbox up");
        }
        boolean pooled = text(Setting.TARGET).equals(Target.POOLED.toString());
        if (pooled
                && own.isEmpty()
                && !sandbox.isEmpty()
                && text(Setting.DB_HOST).isEmpty()) {
            throw Rejection.usage(target + ": the sandbox that is up has no PgBouncer; bring it up with one: "
                    + "scripts/pgsurge sandbox down, then scripts/pgsurge sandbox up");
        }
    }

    /** The canonical form; empty when the setting is not set and has no default. */
    @Override
    public String text(Setting setting) {
        return switch (setting) {
            case INSERT_PERCENT -> Integer.toString(insertPercent());
            case UPDATE_PERCENT -> Integer.toString(updatePercent());
            default -> values.get(setting).value();
        };
    }

    /** The value of a whole-number setting. */
    @Override
    public int whole(Setting setting) {
        return Integer.parseInt(values.get(setting).value());
    }

    /** The value of a time setting. */
    @Override
    public Duration duration(Setting setting) {
        return Kind.Time.duration(values.get(setting).value());
    }

    /** Whether a user, or the sandbox that is up, gave a value: not the plan, and not the registry. */
    public boolean isSet(Setting setting) {
        return origin(setting).compareTo(Origin.PLAN) < 0;
    }

    /** Whether the value came from the sandbox that is up. */
    public boolean isFromSandbox(Setting setting) {
        return origin(setting) == Origin.SANDBOX;
    }

    /** The side of the sandbox that is loaded; empty when the system is the user's own or there is none. */
    public Optional<Target> target() {
        boolean loaded = isFromSandbox(Setting.DB_HOST) || isFromSandbox(Setting.BASE_URL);
        return loaded ? Target.named(text(Setting.TARGET)).or(() -> Optional.of(Target.DIRECT)) : Optional.empty();
    }

    /** What {@code .sandbox/env} says of a name; empty when no sandbox is up. */
    public String sandbox(String name) {
        return sandbox.getOrDefault(name, "");
    }

    /** What the sandbox says of a setting on the side that is loaded, else the registry's default: nothing of a user's. */
    public String ofSandbox(Setting setting) {
        return target().map(side -> side.value(setting, sandbox)).orElse(setting.fallback());
    }

    /** The shortest time of a range. */
    public Duration min(Setting setting) {
        return Kind.TimeRange.min(values.get(setting).value());
    }

    /** The longest time of a range. */
    public Duration max(Setting setting) {
        return Kind.TimeRange.max(values.get(setting).value());
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

    private Origin origin(Setting setting) {
        return values.get(setting).origin();
    }

    /** With only READ_PERCENT set, inserts and updates share the rest as their defaults do. */
    private boolean writesShareTheRest() {
        return !isSet(Setting.INSERT_PERCENT) && !isSet(Setting.UPDATE_PERCENT);
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
