package io.github.pgsurge.settings;

import io.github.pgsurge.outcome.Rejection;
import java.time.Duration;

/** Where the values of settings come from: those of a run, or the fields of an element. */
@FunctionalInterface
public interface SettingValues {
    /**
     * The value in canonical form; empty when there is none.
     *
     * @throws Rejection when the setting does not take what it was given
     */
    String text(Setting setting) throws Rejection;

    /** The value of a whole-number setting within an int. */
    default int whole(Setting setting) throws Rejection {
        return Integer.parseInt(text(setting));
    }

    /** The value of a whole-number setting. */
    default long wholeLong(Setting setting) throws Rejection {
        return Long.parseLong(text(setting));
    }

    /** The value of a time setting. */
    default Duration duration(Setting setting) throws Rejection {
        return Kind.Time.duration(text(setting));
    }

    /** The value of a setting that is true or false. */
    default boolean flag(Setting setting) throws Rejection {
        return Boolean.parseBoolean(text(setting));
    }

    /** The constant that the value of a setting of words stands for. */
    default <E extends Enum<E>> E word(Setting setting, Class<E> type) throws Rejection {
        return Words.parse(setting, type, text(setting));
    }
}
