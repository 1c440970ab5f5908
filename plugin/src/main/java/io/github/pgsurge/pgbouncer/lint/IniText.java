package io.github.pgsurge.pgbouncer.lint;

import java.nio.file.Path;

/** One configuration file that is being read, up to a position. Not thread safe. */
final class IniText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final String content;
    private int at;
    private int lines = 1;
    private int counted;

    IniText(Path file, String content) {
        this.file = file;
        this.content = content;
    }

    Path file() {
        return file;
    }

    int at() {
        return at;
    }

    /** Goes on from a position. */
    void moveTo(int position) {
        at = position;
    }

    boolean more() {
        return at < content.length();
    }

    /** The next character; 0 at the end. */
    char next() {
        return more() ? content.charAt(at) : '\0';
    }

    boolean startsWith(String start) {
        return content.startsWith(start, at);
    }

    /** The position of a character from another position on; -1 when there is none. */
    int find(char c, int from) {
        return content.indexOf(c, from);
    }

    String between(int start, int end) {
        return content.substring(start, end);
    }

    /** Whether it begins with a byte order mark, which is then skipped. */
    boolean skipByteOrderMark() {
        boolean marked = at == 0 && next() == BYTE_ORDER_MARK;
        at += marked ? 1 : 0;
        return marked;
    }

    void skipSpace() {
        while (more() && isSpace(next())) {
            at++;
        }
    }

    void skipBlanks() {
        while (next() == ' ' || next() == '\t') {
            at++;
        }
    }

    /** Up to the end of the line, without the space there. */
    String restOfLine() {
        int start = at;
        int line = content.indexOf('\n', at);
        at = line < 0 ? content.length() : line;
        int end = at;
        while (end > start && isSpace(content.charAt(end - 1))) {
            end--;
        }
        return content.substring(start, end);
    }

    /** Where it is. Positions that are asked for must not go back. */
    Place place() {
        for (; counted < at; counted++) {
            lines += content.charAt(counted) == '\n' ? 1 : 0;
        }
        return new Place(file, lines);
    }

    /** The line of a position, counted from 1. */
    static int line(String text, int position) {
        return 1
                + (int) text.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    /** What C's isspace says outside of locales. */
    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
