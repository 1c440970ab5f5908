package io.github.pgsurge.settings;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.schedule.Schedule;
import io.github.pgsurge.schedule.Stages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Where the values of settings come from, highest first, and which of them holds. Not thread safe; made for one reading.
 *
 * <p>The sandbox's address, port, roles and passwords belong together: they hold only when the user names no system of
 * their own, and then before the env file's, as a {@code .env} copied from the example has a port, but no host.
 */
final class Sources {
    /** What a value was given by. */
    enum Origin {
        PROPERTY,
        ENVIRONMENT,
        ENV_FILE,
        SANDBOX,
        PLAN,
        DEFAULT;

        /** Whether a user gave it, for this run. */
        boolean isUsers() {
            return compareTo(SANDBOX) < 0;
        }
    }

    /** A value in canonical form, and what gave it. */
    record Sourced(String value, Origin origin) {}

    private record Source(Origin origin, Function<Setting, String> lookup) {
        String value(Setting setting) {
            String value = lookup.apply(setting);
            return value == null ? "" : value.strip();
        }

        /** Whether it says that there is nothing of the kind, whatever lower ones say. */
        boolean isNone(Setting setting) {
            return origin == Origin.SANDBOX && "".equals(lookup.apply(setting));
        }
    }

    /** By which a user says that the system is their own. */
    private static final Set<Setting> ADDRESSES = EnumSet.of(Setting.DB_HOST, Setting.BASE_URL);

    /** What belongs to one system and is of no use for another. */
    private static final Set<Setting> SERVER = EnumSet.of(
            Setting.DB_PORT,
            Setting.DB_USER,
            Setting.DB_PASSWORD,
            Setting.DB_NAME,
            Setting.GUARD_HOST,
            Setting.GUARD_PORT,
            Setting.PGBOUNCER_HOST,
            Setting.PGBOUNCER_PORT,
            Setting.PGBOUNCER_ADMIN_USER,
            Setting.PGBOUNCER_ADMIN_PASSWORD,
            Setting.GATEWAY_USER,
            Setting.GATEWAY_PASSWORD);

    private final List<Source> sources = new ArrayList<>();
    private final Map<Setting, Sourced> values = new EnumMap<>(Setting.class);
    private final Map<String, String> sandbox;

    Sources(
            Function<String, String> properties,
            Function<String, String> plan,
            Map<String, String> environment,
            Path workingFolder,
            Path checkout)
            throws Rejection {
        sources.add(new Source(Origin.PROPERTY, setting -> properties.apply(setting.property())));
        sources.add(new Source(Origin.ENVIRONMENT, setting -> environment.get(setting.name())));
        Map<String, String> file = envFile(workingFolder);
        sources.add(new Source(Origin.ENV_FILE, setting -> file.get(setting.name())));
        Path sandboxFile = checkout.resolve(".sandbox/env");
        sandbox = Files.exists(sandboxFile) ? EnvFile.read(sandboxFile) : Map.of();
        boolean ownSystem = ADDRESSES.stream().anyMatch(address -> sources.stream()
                .anyMatch(source -> !source.value(address).isEmpty()));
        sources.add(new Source(Origin.PLAN, setting -> plan.apply(setting.property())));
        Target target = Target.named(resolve(Setting.TARGET).value()).orElse(Target.DIRECT);
        if (!ownSystem) {
            Source ofSandbox = new Source(Origin.SANDBOX, setting -> target.value(setting, sandbox));
            sources.add(
                    2,
                    new Source(
                            Origin.SANDBOX,
                            setting -> SERVER.contains(setting)
                                    ? ofSandbox.lookup().apply(setting)
                                    : null));
            sources.add(4, ofSandbox);
        }
        for (Setting setting : Setting.values()) {
            values.put(setting, resolve(setting));
        }
        takeDurationFromStages();
    }

    /**
     * Stages last as long as they last, unless a user wants the plan's own stages in another time. They beat what is below
     * them, and contradict what is above.
     */
    private void takeDurationFromStages() throws Rejection {
        Sourced stages = values.get(Setting.STAGES);
        Sourced duration = values.get(Setting.TEST_RUN_DURATION);
        if (stages.value().isEmpty()
                || (duration.origin().isUsers() && !stages.origin().isUsers())) {
            return;
        }
        Schedule schedule = Schedule.parse(stages.value());
        long seconds = schedule.total().plusMillis(999).toSeconds();
        String total = Setting.TEST_RUN_DURATION.canonical(Long.toString(seconds));
        Sourced vus = values.get(Setting.VUS);
        if (isAtLeastAsStrong(duration, stages) && !duration.value().equals(total)) {
            throw contradiction(stages, Setting.TEST_RUN_DURATION, duration);
        }
        if (schedule instanceof Stages && isAtLeastAsStrong(vus, stages)) {
            throw contradiction(stages, Setting.VUS, vus);
        }
        values.put(Setting.TEST_RUN_DURATION, new Sourced(total, stages.origin()));
    }

    /** Whether a user gave it by a source above the other's, or both on the command line. */
    private static boolean isAtLeastAsStrong(Sourced value, Sourced other) {
        boolean both = value.origin() == Origin.PROPERTY && other.origin() == Origin.PROPERTY;
        return both || (other.origin().isUsers() && value.origin().compareTo(other.origin()) < 0);
    }

    private static Rejection contradiction(Sourced stages, Setting setting, Sourced value) {
        return Rejection.usage(Setting.STAGES + "=" + stages.value() + " and " + setting + "=" + value.value()
                + " are both given, and " + setting + " would be without effect; give one of them");
    }

    /** What holds of every setting. */
    Map<Setting, Sourced> values() {
        return values;
    }

    /** What {@code .sandbox/env} says, by name; empty when no sandbox is up. */
    Map<String, String> sandbox() {
        return sandbox;
    }

    private Map<String, String> envFile(Path workingFolder) throws Rejection {
        for (Source source : sources) {
            String named = source.value(Setting.ENV_FILE);
            if (!named.isEmpty()) {
                return EnvFile.read(workingFolder.resolve(named));
            }
        }
        Path file = workingFolder.resolve(".env");
        return Files.exists(file) ? EnvFile.read(file) : Map.of();
    }

    private Sourced resolve(Setting setting) throws Rejection {
        for (Source source : sources) {
            String value = source.value(setting);
            if (source.isNone(setting)) {
                return new Sourced("", Origin.SANDBOX);
            }
            if (value.isEmpty()) {
                continue;
            }
            if (setting.kind().secret() && (source.origin() == Origin.PROPERTY || source.origin() == Origin.PLAN)) {
                throw Rejection.usage(setting.property() + " was given as a "
                        + (source.origin() == Origin.PLAN
                                ? "variable of the plan, which holds it"
                                : "property, which JMeter logs")
                        + " in clear; set " + setting.name() + " in the environment or in an env file instead");
            }
            return new Sourced(setting.canonical(value), source.origin());
        }
        return setting.inheritsFrom().map(values::get).orElse(new Sourced(setting.fallback(), Origin.DEFAULT));
    }
}
