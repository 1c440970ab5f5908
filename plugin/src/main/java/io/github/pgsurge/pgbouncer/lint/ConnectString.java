package io.github.pgsurge.pgbouncer.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code key=value} pairs, separated by spaces, as they stand in [databases], [users] and [peers]. A value that holds a
 * space stands in single quotes, with two for one; an empty value is an error. Whatever stands right behind the quotes is
 * skipped, as if it were a space.
 */
final class ConnectString {
    private final String text;
    private int at;

    private ConnectString(String text) {
        this.text = text;
    }

    /** The pairs in their order; null when PgBouncer could not read them. */
    static List<Map.Entry<String, String>> parse(String text) {
        ConnectString parser = new ConnectString(text);
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (parser.skipSpaces(); parser.at < text.length(); parser.skipSpaces()) {
            String key = parser.key();
            String value = key == null ? null : parser.value();
            if (value == null || value.isEmpty()) {
                return null;
            }
            pairs.add(Map.entry(key, value));
        }
        return pairs;
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private String key() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != ' ') {
            at++;
        }
        String key = text.substring(start, at);
        skipSpaces();
        boolean assigned = at < text.length() && text.charAt(at) == '=';
        at++;
        return assigned && !key.isEmpty() ? key : null;
    }

    private String value() {
        skipSpaces();
        if (at < text.length() && text.charAt(at) == '\'') {
            at++;
            String value = quoted();
            at++;
            return value;
        }
        int start = at;
        while (at < text.length() && text.charAt(at) != ' ') {
            at++;
        }
        return text.substring(start, at);
    }

    /** Null when the quotes are not closed. */
    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (; at < text.length(); at++) {
            boolean quote = text.charAt(at) == '\'';
            if (quote && (at + 1 == text.length() || text.charAt(at + 1) != '\'')) {
                at++;
                return value.toString();
            }
            at += quote ? 1 : 0;
            value.append(text.charAt(at));
        }
        return null;
    }
}
