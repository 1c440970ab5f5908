package io.github.pgsurge.pgbouncer.lint;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as the C functions read them that PgBouncer calls: strtol with base 0, atoi, strtod. Stateless. */
final class Numerals {
    private static final Pattern WHOLE = Pattern.compile("\\s*([+-]?)(?:0[xX]([0-9a-fA-F]+)|(0[0-7]*)|([1-9]\\d*))");
    private static final Pattern LEADING = Pattern.compile("(?s)\\s*([+-]?\\d+).*");
    private static final Pattern DECIMAL = Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("\\s*[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)([pP][+-]?\\d+)?");
    private static final BigInteger MOST_OF_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger LEAST_OF_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST_OF_UNSIGNED_LONG =
            BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private Numerals() {}

    /** A whole number: decimal, 0x hexadecimal, or octal after a 0; empty when it is none. */
    static Optional<BigInteger> whole(String text) {
        Matcher number = WHOLE.matcher(text);
        if (!number.matches()) {
            return Optional.empty();
        }
        BigInteger size = number.group(2) != null
                ? new BigInteger(number.group(2), 16)
                : number.group(3) != null ? new BigInteger(number.group(3), 8) : new BigInteger(number.group(4));
        return Optional.of(number.group(1).equals("-") ? size.negate() : size);
    }

    /** The decimal number that a text begins with; empty when it begins with none, which atoi takes for 0. */
    static Optional<BigInteger> leading(String text) {
        Matcher number = LEADING.matcher(text);
        return number.matches() ? Optional.of(new BigInteger(number.group(1))) : Optional.empty();
    }

    /** What becomes of a number in an int: first it is bounded to a long, then its upper half is lost. */
    static int asInt(BigInteger number) {
        return number.min(MOST_OF_LONG).max(LEAST_OF_LONG).intValue();
    }

    /** What becomes of a number in an unsigned int: the same with an unsigned long, and -1 is the largest. */
    static long asUnsigned(BigInteger number) {
        return number.abs().compareTo(MOST_OF_UNSIGNED_LONG) > 0 ? LOW_HALF : number.longValue() & LOW_HALF;
    }

    /** A number, decimal or hexadecimal, maybe infinite; empty when it is none, or too near to 0 to be told from it. */
    static OptionalDouble real(String text) {
        boolean hexadecimal = HEXADECIMAL.matcher(text).matches();
        if (!hexadecimal && !DECIMAL.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        boolean exponent = text.indexOf('p') >= 0 || text.indexOf('P') >= 0;
        double value = Double.parseDouble(hexadecimal && !exponent ? text + "p0" : text);
        boolean zero = !text.replaceFirst("0[xX]", "")
                .replaceFirst(hexadecimal ? "[pP].*" : "[eE].*", "")
                .matches(".*[1-9a-fA-F].*");
        return zero || Math.abs(value) >= Double.MIN_NORMAL ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** Whether a whole number is written in octal, and is another than it looks. */
    static boolean isOctal(String text) {
        Matcher number = WHOLE.matcher(text);
        return number.matches() && number.group(3) != null && number.group(3).matches("0[0-7]*[1-7][0-7]*");
    }
}
