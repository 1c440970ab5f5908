package io.github.pgsurge.verdict;

import io.github.pgsurge.outcome.NearestNames;
import io.github.pgsurge.outcome.Rejection;
import java.util.Collection;
import java.util.Optional;
import java.util.function.IntPredicate;

/** One line of rules that is read from left to right, without its comment. Confined to one thread. */
final class RuleText {
    /** A part of the line and the column it begins in, counted from 1. */
    record Part(String text, int column) {}

    private static final String ENDS_A_WORD = "{},<>=";
    private static final String SIGNS = "<>=";

    private final String where;
    private final String text;
    private int at;

    /**
     * Nothing of it has been read.
     *
     * @param source of the rules, for errors
     * @param line counted from 1
     */
    RuleText(String source, int line, String text) {
        where = source + ":" + line + ":";
        this.text = text.substring(0, end(text)).stripTrailing();
    }

    /** Where the comment begins: a label in braces may hold its sign. */
    private static int end(String text) {
        boolean label = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '#' && !label) {
                return i;
            }
            label = c == '{' || (label && c != '}');
        }
        return text.length();
    }

    /** The rule as it stands. */
    String rule() {
        return text.strip();
    }

    boolean isBlank() {
        return text.isBlank();
    }

    /** The column of what comes next. */
    int column() {
        skipBlanks();
        return at + 1;
    }

    boolean atEnd() {
        skipBlanks();
        return at >= text.length();
    }

    boolean at(char c) {
        return !atEnd() && text.charAt(at) == c;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private Part take(IntPredicate wanted) {
        int column = column();
        int from = at;
        while (at < text.length() && wanted.test(text.charAt(at))) {
            at++;
        }
        return new Part(text.substring(from, at), column);
    }

    /** A word; empty text when none is next. */
    Part word() {
        return take(c -> !Character.isWhitespace(c) && ENDS_A_WORD.indexOf(c) < 0);
    }

    /** The signs of a comparison; empty text when none is next. */
    Part signs() {
        return take(c -> SIGNS.indexOf(c) >= 0);
    }

    /** A number without its unit; empty text when none is next. */
    Part number() {
        return take(c -> Character.isDigit(c) || c == '.' || c == '-' || c == '+');
    }

    /** What is left before the next comma, its blanks made one. */
    Part untilComma() {
        Part part = take(c -> c != ',');
        return new Part(part.text().strip().replaceAll("\\s+", " "), part.column());
    }

    /** Takes a comma, when one is next. */
    boolean comma() {
        boolean next = at(',');
        if (next) {
            at++;
        }
        return next;
    }

    /** What stands in braces, when they are next. */
    Optional<Part> braced() throws Rejection {
        if (!at('{')) {
            return Optional.empty();
        }
        int open = column();
        at++;
        int close = text.indexOf('}', at);
        if (close < 0) {
            throw error(open, "'{' has no '}'");
        }
        Part inside = new Part(text.substring(at, close).strip(), column());
        at = close + 1;
        if (inside.text().isEmpty()) {
            throw error(open, "no name stands in the braces");
        }
        return Optional.of(inside);
    }

    /** The error at a column. */
    Rejection error(int column, String message) {
        return Rejection.usage(where + column + ": " + message);
    }

    /** {@code ; did you mean x?} when something known is near to what was found, else {@code ;}. */
    static String suggestion(String found, Collection<String> known) {
        return NearestNames.misspelled(found, known)
                .map(name -> "; did you mean " + name + "?")
                .orElse(";");
    }
}
