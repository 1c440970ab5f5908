package io.github.pgsurge.pgbouncer.lint;

import io.github.pgsurge.pgbouncer.console.PgbouncerVersion;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The kinds of values, and what PgBouncer makes of a text that is none. */
enum ValueType {
    TEXT {
        @Override
        Optional<String> surprise(String text) {
            return text.length() > 1 && text.matches("\".*\"|'.*'")
                    ? Optional.of("is taken with its quotes")
                    : Optional.empty();
        }
    },
    /** As strtol reads it, and what of that fits into an int. */
    INT {
        @Override
        Optional<String> refusal(String text) {
            return Numerals.whole(text)
                    .map(number -> within(number, Integer.MIN_VALUE, Integer.MAX_VALUE, Numerals.asInt(number)))
                    .orElse(Optional.of("is not a whole number"));
        }

        @Override
        Optional<String> surprise(String text) {
            return Numerals.isOctal(text)
                    ? Numerals.whole(text).map(number -> "is read as octal: " + number)
                    : Optional.empty();
        }
    },
    /** As strtoul reads it, and what of that fits into an unsigned int. */
    UINT {
        @Override
        Optional<String> refusal(String text) {
            return Numerals.whole(text)
                    .map(number -> within(number, Integer.MIN_VALUE, MOST_UNSIGNED, Numerals.asUnsigned(number)))
                    .orElse(Optional.of("is not a whole number"));
        }

        @Override
        Optional<String> surprise(String text) {
            return Numerals.whole(text)
                    .filter(number -> number.signum() < 0)
                    .map(number -> "is read as " + Numerals.asUnsigned(number))
                    .or(() -> INT.surprise(text));
        }
    },
    TIME {
        @Override
        Optional<String> refusal(String text) {
            OptionalDouble seconds = Numerals.real(text);
            if (seconds.isEmpty() || seconds.getAsDouble() < 0) {
                return Optional.of("is not a number of seconds without a unit");
            }
            return seconds.getAsDouble() > MOST_SECONDS
                    ? Optional.of(
                            "is not within 0 to " + MOST_SECONDS + " seconds; PgBouncer stops, or takes another time")
                    : Optional.empty();
        }

        @Override
        Optional<String> surprise(String text) {
            return text.matches("\\s*[+-]?0[xX].*")
                    ? Optional.of("is read as hexadecimal: "
                            + (long) Numerals.real(text).orElse(0))
                    : Optional.empty();
        }
    },
    AUTH_TYPE("any", "trust", "plain", "md5", "cert", "hba", "pam", "scram-sha-256", "ldap") {
        @Override
        Optional<String> refusal(String text, PgbouncerVersion version) {
            return text.equalsIgnoreCase(LDAP) && !version.isAtLeast(WITH_LDAP)
                    ? Optional.of("is known from 1." + WITH_LDAP + " on")
                    : refusal(text);
        }
    },
    SSLMODE("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
    POOL_MODE("session", "transaction", "statement"),
    LOAD_BALANCE("disable", "round-robin"),
    AUTHDB {
        @Override
        Optional<String> refusal(String text) {
            return text.equals(Configuration.CONSOLE)
                    ? Optional.of("is the name of the admin console, which is reserved")
                    : Optional.empty();
        }
    },
    /** What only PgBouncer for Windows knows, whatever its value. */
    WINDOWS {
        @Override
        Optional<String> refusal(String text) {
            return Optional.of("is known to PgBouncer for Windows only; any other does not start with it");
        }
    },
    /** As atoi reads it: what is no number is 0, which is refused; what is too large loses its upper half. */
    PORT {
        @Override
        Optional<String> refusal(String text) {
            return Numerals.leading(text)
                    .filter(number -> number.signum() > 0 && number.compareTo(MOST_PORTS) <= 0)
                    .map(port -> Optional.<String>empty())
                    .orElse(Optional.of("is not a port of 1 to " + MOST_PORTS));
        }

        @Override
        Optional<String> surprise(String text) {
            return COUNT.surprise(text);
        }
    },
    /** As atoi reads it: what is no number is 0, without a word. */
    COUNT {
        @Override
        Optional<String> refusal(String text) {
            BigInteger number = Numerals.leading(text).orElse(BigInteger.ZERO);
            return within(number, Integer.MIN_VALUE, Integer.MAX_VALUE, Numerals.asInt(number));
        }

        @Override
        Optional<String> surprise(String text) {
            return text.matches("[+-]?\\d+")
                    ? Optional.empty()
                    : Optional.of("is no whole number, and read as "
                            + Numerals.leading(text).orElse(BigInteger.ZERO));
        }
    };

    private static final String LDAP = "ldap";
    private static final int WITH_LDAP = 25;
    private static final long MOST_UNSIGNED = 4_294_967_295L;
    private static final BigInteger MOST_PORTS = BigInteger.valueOf(65_535);

    /** PgBouncer keeps microseconds in 64 bits. */
    private static final long MOST_SECONDS = 18_446_744_073_709L;

    private final List<String> words;

    ValueType(String... words) {
        this.words = List.of(words);
    }

    /** Why a text is wrong in a version of PgBouncer, as the end of a sentence; empty when it is not. */
    Optional<String> refusal(String text, PgbouncerVersion version) {
        return refusal(text);
    }

    /**
     * Why a text is wrong in every version, as the end of a sentence: PgBouncer stops there, or takes something that has
     * nothing to do with it. Empty when it is right.
     */
    Optional<String> refusal(String text) {
        return words.isEmpty() || words.contains(text.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of("is none of " + String.join(", ", words));
    }

    /** What PgBouncer makes of a text that it takes, when that is not what it looks like. */
    Optional<String> surprise(String text) {
        return Optional.empty();
    }

    private static Optional<String> within(BigInteger number, long least, long most, long taken) {
        boolean fits =
                number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0;
        return fits
                ? Optional.empty()
                : Optional.of("is not within " + least + " to " + most + "; PgBouncer takes it for " + taken);
    }
}
