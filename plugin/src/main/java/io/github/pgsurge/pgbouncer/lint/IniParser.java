package io.github.pgsurge.pgbouncer.lint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a configuration file as PgBouncer does: comments are whole lines, a value goes to the end of its line, {@code
 * %include} is read in its place, a name of other characters than letters, digits and {@code _.-*} stands in single quotes
 * from 1.25 on. Where PgBouncer stops, this goes on with the next line. Made for one file; not thread safe.
 */
final class IniParser {
    private static final int MOST_INCLUDES = 10;
    private static final String INCLUDE = "%include";

    private final boolean quotedNames;
    private final List<IniItem> items = new ArrayList<>();
    private String section = "";

    /** One file that is being read, up to a position. */
    private static final class Text {
        private final Path file;
        private final String content;
        private int at;

        Text(Path file, String content) {
            this.file = file;
            this.content = content;
        }

        boolean more() {
            return at < content.length();
        }

        char next() {
            return more() ? content.charAt(at) : '\0';
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

        String restOfLine() {
            int end = content.indexOf('\n', at);
            String rest = content.substring(at, end < 0 ? content.length() : end);
            at += rest.length();
            return rest;
        }

        Place place() {
            return new Place(
                    file,
                    1
                            + (int) content.substring(0, at)
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count());
        }

        private static boolean isSpace(char c) {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }
    }

    private IniParser(boolean quotedNames) {
        this.quotedNames = quotedNames;
    }

    /**
     * Everything in a file and in those that it includes.
     *
     * @throws IOException when the file itself cannot be read
     */
    static List<IniItem> read(Path file, boolean quotedNames) throws IOException {
        IniParser parser = new IniParser(quotedNames);
        parser.read(new Text(file, text(file)), 0);
        return List.copyOf(parser.items);
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private void read(Text text, int level) {
        for (text.skipSpace(); text.more(); text.skipSpace()) {
            if (isInclude(text)) {
                include(text, level);
            } else if (text.next() == '#' || text.next() == ';') {
                text.restOfLine();
            } else if (text.next() == '[') {
                header(text);
            } else {
                entry(text);
            }
        }
    }

    private static boolean isInclude(Text text) {
        int after = text.at + INCLUDE.length();
        return text.content.startsWith(INCLUDE, text.at)
                && after < text.content.length()
                && (text.content.charAt(after) == ' ' || text.content.charAt(after) == '\t');
    }

    private void include(Text text, int level) {
        Place place = text.place();
        String name = text.restOfLine().substring(INCLUDE.length()).strip();
        if (level >= MOST_INCLUDES) {
            items.add(new IniItem.Broken(place, "files include each other more than " + MOST_INCLUDES + " deep"));
            return;
        }
        Path beside = text.file.toAbsolutePath().resolveSibling(name);
        Path file = Files.exists(Path.of(name)) ? Path.of(name) : beside;
        try {
            read(new Text(file, text(file)), level + 1);
        } catch (IOException unreadable) {
            items.add(new IniItem.Broken(place, "the included file " + name + " can't be read"));
        }
    }

    private void header(Text text) {
        Place place = text.place();
        int start = text.at + 1;
        int end = text.content.indexOf(']', start);
        int line = text.content.indexOf('\n', start);
        if (end < 0 || (line >= 0 && line < end)) {
            items.add(new IniItem.Broken(place, "a section's name that has no ]"));
            text.restOfLine();
            return;
        }
        section = text.content.substring(start, end);
        text.at = end + 1;
        items.add(new IniItem.Header(place, section));
    }

    private void entry(Text text) {
        Place place = text.place();
        int start = text.at;
        String key = key(text);
        text.skipBlanks();
        if (key == null || text.next() != '=') {
            text.at = start;
            items.add(new IniItem.Broken(place, "not name = value: '" + shown(text.restOfLine()) + "'"));
            return;
        }
        text.at++;
        text.skipBlanks();
        items.add(new IniItem.Entry(place, section, key, text.restOfLine().stripTrailing()));
    }

    /** Null when it is none. */
    private String key(Text text) {
        int start = text.at;
        if (quotedNames && text.next() == '\'') {
            int end = text.content.indexOf('\'', start + 1);
            if (end <= start + 1) {
                return null;
            }
            text.at = end + 1;
            return text.content.substring(start + 1, end);
        }
        while (isNameCharacter(text.next())) {
            text.at++;
        }
        return text.content.substring(start, text.at);
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_.-*".indexOf(c) >= 0;
    }

    /** Up to where a password may begin. */
    private static String shown(String line) {
        return line.split("(?i)passw", 2)[0].strip();
    }
}
