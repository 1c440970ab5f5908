package io.github.pgsurge.pgbouncer.lint;

import io.github.pgsurge.pgbouncer.PgbouncerVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of values, and what PgBouncer makes of a text that is none. */
enum ValueType {
    TEXT,
    /** As strtol reads it: decimal, 0x hexadecimal, or octal after a 0. */
    INT {
        @Override
        Optional<String> refusal(String text) {
            return WHOLE.matcher(text).matches() ? Optional.empty() : Optional.of("is not a whole number");
        }

        @Override
        Optional<String> surprise(String text) {
            return OCTAL.matcher(text).matches()
                    ? Optional.of("is read as octal: " + Long.parseLong(text, 8))
                    : Optional.empty();
        }
    },
    UINT {
        @Override
        Optional<String> refusal(String text) {
            return INT.refusal(text);
        }

        @Override
        Optional<String> surprise(String text) {
            return INT.surprise(text);
        }
    },
    TIME {
        @Override
        Optional<String> refusal(String text) {
            return SECONDS.matcher(text).matches()
                    ? Optional.empty()
                    : Optional.of("is not a number of seconds without a unit");
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
    /** As atoi reads it: what is no number is 0, which is refused. */
    PORT {
        @Override
        Optional<String> refusal(String text) {
            return LEADING.matcher(text).matches() && Configuration.leadingNumber(text) != 0
                    ? Optional.empty()
                    : Optional.of("is not a port");
        }
    },
    /** As atoi reads it: what is no number is 0, without a word. */
    COUNT {
        @Override
        Optional<String> surprise(String text) {
            return text.matches("-?\\d{1,9}")
                    ? Optional.empty()
                    : Optional.of("is no whole number, and read as " + Configuration.leadingNumber(text));
        }
    };

    private static final String LDAP = "ldap";
    private static final int WITH_LDAP = 25;
    private static final Pattern WHOLE = Pattern.compile("\\s*[+-]?(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\\d*)");
    private static final Pattern OCTAL = Pattern.compile("0[0-7]+");
    private static final Pattern SECONDS = Pattern.compile("\\s*\\+?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern LEADING = Pattern.compile("\\s*[+-]?\\d.*");

    private final List<String> words;

    ValueType(String... words) {
        this.words = List.of(words);
    }

    /** Why a version of PgBouncer refuses a text, as the end of a sentence; empty when it does not. */
    Optional<String> refusal(String text, PgbouncerVersion version) {
        return refusal(text);
    }

    /** Why every version refuses a text, as the end of a sentence; empty when it does not. */
    Optional<String> refusal(String text) {
        return words.isEmpty() || words.contains(text.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of("is none of " + String.join(", ", words));
    }

    /** What PgBouncer makes of a text that it takes, when that is not what it looks like. */
    Optional<String> surprise(String text) {
        return Optional.empty();
    }
}
