package io.github.pgsurge.graphql;

/**
 * Says of small and plain JSON objects, at the cost of one look at each character, that they are such. What it does not
 * vouch for (escapes, fractions, long or deep texts, and everything that is wrong) is left to a real parser. Not thread
 * safe.
 */
final class SimpleJson {
    private static final int LONGEST_TEXT = 4_096;
    private static final int DEEPEST = 16;

    /** Digits of a number; far below what a parser refuses. */
    private static final int MOST_DIGITS = 18;

    private final String text;
    private int at;

    private SimpleJson(String text) {
        this.text = text;
    }

    /** True only for what is one JSON object; false says nothing. */
    static boolean isObject(String text) {
        if (text.length() > LONGEST_TEXT) {
            return false;
        }
        SimpleJson json = new SimpleJson(text);
        return json.next() == '{' && json.value(0) && json.next() == 0 && json.at == text.length();
    }

    /** The character that follows white space, not yet taken; 0 at the end. */
    private char next() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
                return c;
            }
            at++;
        }
        return 0;
    }

    private boolean take(char wanted) {
        if (next() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private boolean value(int depth) {
        return switch (next()) {
            case '"' -> string();
            case '{' -> depth < DEEPEST && list('}', depth, true);
            case '[' -> depth < DEEPEST && list(']', depth, false);
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean list(char end, int depth, boolean named) {
        at++;
        if (take(end)) {
            return true;
        }
        do {
            if ((named && !(next() == '"' && string() && take(':'))) || !value(depth + 1)) {
                return false;
            }
        } while (take(','));
        return take(end);
    }

    private boolean string() {
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return true;
            } else if (c == '\\' || c < ' ') {
                return false;
            }
        }
        return false;
    }

    /** What ends it is seen by who looks for the next sign. */
    private boolean word(String word) {
        boolean there = text.startsWith(word, at);
        at += word.length();
        return there;
    }

    private boolean number() {
        int start = next() == '-' ? at + 1 : at;
        at = start;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        int digits = at - start;
        return digits == 1 || (digits > 0 && digits <= MOST_DIGITS && text.charAt(start) != '0');
    }
}
