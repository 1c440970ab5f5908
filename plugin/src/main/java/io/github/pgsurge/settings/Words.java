package io.github.pgsurge.settings;

import io.github.pgsurge.outcome.Rejection;
import java.util.Locale;

/**
 * The words of settings that stand for the constants of an enum, {@code verify-full} for {@code VERIFY_FULL}: the one place
 * that turns one into the other. Stateless.
 */
public final class Words {
    private Words() {}

    /** The word of a constant. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The constant that a setting's word stands for.
     *
     * @throws Rejection when it is none of the setting's words
     */
    public static <E extends Enum<E>> E parse(Setting setting, Class<E> type, String text) throws Rejection {
        String word = setting.canonical(text.strip());
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(type + " has no constant for " + setting + "=" + word);
    }
}
