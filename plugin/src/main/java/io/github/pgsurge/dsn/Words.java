package io.github.pgsurge.dsn;

import io.github.pgsurge.outcome.Rejection;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The one way this package reads an enum from the word a user writes: exactly, never with a silent default. */
public final class Words {
    private Words() {}

    /** {@code VERIFY_FULL} is written {@code verify-full}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The constant that a word stands for.
     *
     * @throws Rejection naming the setting, the word found and those allowed
     */
    public static <E extends Enum<E>> E parse(Class<E> type, String setting, String text) throws Rejection {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(text.strip().toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw Rejection.usage(setting + "=" + text + " is none of "
                + Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", ")));
    }
}
