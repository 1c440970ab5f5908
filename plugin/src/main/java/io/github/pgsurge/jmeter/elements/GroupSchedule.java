package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.jmeter.run.JMeterSettings;
import io.github.pgsurge.jmeter.vu.ArrivalPacing;
import io.github.pgsurge.jmeter.vu.PlatformThreads;
import io.github.pgsurge.jmeter.vu.VuThreads;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.schedule.ArrivalQueue;
import io.github.pgsurge.schedule.Arrivals;
import io.github.pgsurge.schedule.Schedule;
import io.github.pgsurge.schedule.Stages;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Settings;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the settings of a Staged Thread Group come to.
 *
 * @param stages when how many VUs are there
 * @param arrivals what gives them their iterations; empty when each begins its next one by itself
 * @param threads what they run on
 */
record GroupSchedule(Stages stages, Optional<ArrivalPacing> arrivals, VuThreads threads) {
    /**
     * Reads the settings of a group.
     *
     * @param group its name, on which the times of its arrivals depend
     * @throws Rejection when a setting is not allowed, or this machine cannot have so many threads
     */
    static GroupSchedule of(String group, ElementSettings values, EngineRun run) throws Rejection {
        Schedule schedule = schedule(values);
        JMeterSettings.current().validateCorrection(schedule);
        Stages stages =
                schedule instanceof Stages given ? given : Stages.constant(values.whole(Setting.VUS), schedule.total());
        return new GroupSchedule(
                stages,
                schedule instanceof Arrivals arrivals
                        ? Optional.of(new ArrivalPacing(queue(group, arrivals, values, run), arrivals.total()))
                        : Optional.empty(),
                threads(values.text(Setting.VU_THREADS), stages.peak()));
    }

    private static ArrivalQueue queue(String group, Arrivals arrivals, ElementSettings values, EngineRun run)
            throws Rejection {
        Arrivals.Spacing spacing =
                Arrivals.Spacing.valueOf(values.text(Setting.ARRIVAL_SPACING).toUpperCase(Locale.ROOT));
        // agents and groups of one run must not send theirs at the same times
        long seed = values.wholeLong(Setting.ARRIVAL_SEED) + 31L * run.agent().hashCode() + group.hashCode();
        return new ArrivalQueue(
                arrivals.times(spacing, seed), arrivals.total().toNanos(), values.whole(Setting.ARRIVAL_QUEUE));
    }

    private static VuThreads threads(String setting, int vus) throws Rejection {
        if (setting.equals("virtual") && !VuThreads.hasVirtual()) {
            throw Rejection.usage("VU_THREADS=virtual is not allowed on Java "
                    + Runtime.version().feature() + ", which has none; allowed: auto, platform, or a Java from 21 up");
        }
        VuThreads threads =
                setting.equals("platform") || !VuThreads.hasVirtual() ? VuThreads.PLATFORM : VuThreads.VIRTUAL;
        if (threads == VuThreads.PLATFORM && vus >= PlatformThreads.WORTH_A_WORD) {
            PlatformThreads needed = new PlatformThreads(vus);
            Optional<String> obstacle = needed.obstacle();
            if (obstacle.isPresent()) {
                throw Rejection.refused(needed.need() + "; " + obstacle.get());
            }
            System.out.println("pgsurge: " + needed.need());
        }
        return threads;
    }

    private static Schedule schedule(ElementSettings values) throws Rejection {
        String text = values.text(Setting.STAGES);
        if (text.isEmpty()) {
            return Stages.constant(values.whole(Setting.VUS), values.duration(Setting.TEST_RUN_DURATION));
        }
        Schedule given = Schedule.parse(text);
        Settings settings = JMeterSettings.current();
        boolean plans = settings.text(Setting.STAGES).equals(text) && !settings.isSet(Setting.STAGES);
        if (!plans) {
            return given;
        }
        // the plan's default shape; what the user sets is its size
        OptionalInt vus = settings.isSet(Setting.VUS) ? OptionalInt.of(values.whole(Setting.VUS)) : OptionalInt.empty();
        return given.scaled(
                vus,
                settings.isSet(Setting.TEST_RUN_DURATION)
                        ? Optional.of(values.duration(Setting.TEST_RUN_DURATION))
                        : Optional.empty());
    }
}
