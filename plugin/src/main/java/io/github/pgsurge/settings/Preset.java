package io.github.pgsurge.settings;

import static io.github.pgsurge.settings.Setting.BATCH_SIZE;
import static io.github.pgsurge.settings.Setting.CONCURRENT_WRITERS;
import static io.github.pgsurge.settings.Setting.DB_MAX_OPEN_CONNS;
import static io.github.pgsurge.settings.Setting.INSERT_PERCENT;
import static io.github.pgsurge.settings.Setting.READ_PERCENT;
import static io.github.pgsurge.settings.Setting.TEST_RUN_DURATION;
import static io.github.pgsurge.settings.Setting.UPDATE_PERCENT;

import io.github.pgsurge.outcome.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Named sets of settings for the write-load plan, from a first look to hours of load. */
public enum Preset {
    QUICK(5, 50, "10s", 70),
    LIGHT(5, 50, "60s", 70),
    MEDIUM(20, 100, "120s", 70),
    HEAVY(50, 200, "300s", 70),
    UPDATE_HEAVY(20, 100, "120s", 20),
    MAX(80, 500, "300s", 100),
    SUSTAINED(20, 100, "3600s", 70),
    SMALL_BATCH(20, 10, "60s", 70);

    private final Map<Setting, String> values;

    /** A connection for each writer: what does not fit the server is refused before the load, not found out in it. */
    Preset(int writers, int batch, String duration, int insertPercent) {
        values = new EnumMap<>(Setting.class);
        values.put(CONCURRENT_WRITERS, Integer.toString(writers));
        values.put(DB_MAX_OPEN_CONNS, Integer.toString(writers));
        values.put(BATCH_SIZE, Integer.toString(batch));
        values.put(TEST_RUN_DURATION, duration);
        values.put(INSERT_PERCENT, Integer.toString(insertPercent));
        values.put(UPDATE_PERCENT, Integer.toString(100 - insertPercent));
        values.put(READ_PERCENT, "0");
    }

    /** What it sets, in canonical form. */
    public Map<Setting, String> settings() {
        return Map.copyOf(values);
    }

    /** Its name on the command line. */
    @Override
    public String toString() {
        return Words.of(this);
    }

    /**
     * The preset of that name.
     *
     * @throws Rejection when there is none, with the names there are
     */
    public static Preset named(String name) throws Rejection {
        return Arrays.stream(values())
                .filter(preset -> preset.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> Rejection.usage(
                        "--preset=" + name + " is not allowed; allowed: " + String.join(", ", new Names())));
    }

    /** The names, for help texts. */
    public static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        /** All of them, in order of load. */
        public Names() {
            super(List.copyOf(
                    Arrays.stream(Preset.values()).map(Preset::toString).toList()));
        }
    }
}
