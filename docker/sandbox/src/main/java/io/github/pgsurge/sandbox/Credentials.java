package io.github.pgsurge.sandbox;

import java.security.SecureRandom;

/**
 * A role of the server and its password. Immutable; {@link #toString()} leaves the password out.
 *
 * @param user the role's name
 * @param password its password: letters and digits only when it was generated, so that it needs no quoting anywhere
 */
public record Credentials(String user, String password) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A random password of 24 letters and digits (142 bits). Thread safe. */
    public static Credentials generate(String user) {
        return new Credentials(user, random(LENGTH));
    }

    /** So many random letters and digits. Thread safe. */
    static String random(int length) {
        StringBuilder text = new StringBuilder(length);
        RANDOM.ints(length, 0, ALPHABET.length()).forEach(i -> text.append(ALPHABET.charAt(i)));
        return text.toString();
    }

    @Override
    public String toString() {
        return "Credentials[user=" + user + "]";
    }
}
