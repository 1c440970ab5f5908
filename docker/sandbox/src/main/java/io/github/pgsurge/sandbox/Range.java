package io.github.pgsurge.sandbox;

/** The bounds of an option's number. Stateless. */
final class Range {
    private static final int LAST_PORT = 65_535;

    private Range() {}

    /** Throws {@link IllegalArgumentException} with a message of one line when the number is out of its bounds. */
    static void check(String option, long found, long least, long most) {
        if (found < least || found > most) {
            throw new IllegalArgumentException(
                    "--" + option + " " + found + " is out of range: " + least + " to " + most);
        }
    }

    /** As {@link #check} for a TCP port, where 0 stands for any that is free. */
    static void checkPort(String option, int port) {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException(notAPort(option, port));
        }
    }

    /** What to say of a number that is no port a user may choose. */
    static String notAPort(String option, int port) {
        return "--" + option + " " + port + " is not a port: 1 to " + LAST_PORT;
    }
}
