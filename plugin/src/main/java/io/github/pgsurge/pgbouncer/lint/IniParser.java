package io.github.pgsurge.pgbouncer.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

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
    private final Deque<Path> open = new ArrayDeque<>();
    private String section = "";

    private IniParser(boolean quotedNames) {
        this.quotedNames = quotedNames;
    }

    /**
     * Everything in a file and in those that it includes.
     *
     * @throws IOException when the file itself cannot be read; the message is a sentence without its subject
     */
    static List<IniItem> read(Path file, boolean quotedNames) throws IOException {
        IniParser parser = new IniParser(quotedNames);
        parser.read(file);
        return List.copyOf(parser.items);
    }

    private void read(Path file) throws IOException {
        String content = SourceFile.text(file);
        int cut = content.indexOf('\0');
        IniText text = new IniText(file, cut < 0 ? content : content.substring(0, cut));
        open.push(file.toAbsolutePath().normalize());
        Place start = text.place();
        if (text.skipByteOrderMark()) {
            items.add(new IniItem.Broken(start, "the file begins with a byte order mark"));
        }
        for (text.skipSpace(); text.more(); text.skipSpace()) {
            if (isInclude(text)) {
                include(text);
            } else if (text.next() == '#' || text.next() == ';') {
                text.restOfLine();
            } else if (text.next() == '[') {
                header(text);
            } else {
                entry(text);
            }
        }
        if (cut >= 0) {
            items.add(new IniItem.Unread(text.place(), "a NUL byte, after which PgBouncer reads nothing of the file"));
        }
        open.pop();
    }

    private static boolean isInclude(IniText text) {
        return text.startsWith(INCLUDE + " ") || text.startsWith(INCLUDE + "\t");
    }

    private void include(IniText text) {
        Place place = text.place();
        text.moveTo(text.at() + INCLUDE.length());
        text.skipBlanks();
        String name = text.restOfLine();
        Optional<Path> file = SourceFile.named(name, text.file());
        if (name.isEmpty()) {
            items.add(new IniItem.Broken(place, INCLUDE + " without a file"));
        } else if (file.isPresent() && open.contains(file.get().toAbsolutePath().normalize())) {
            items.add(new IniItem.Broken(place, "the included file " + name + " includes itself"));
        } else if (open.size() > MOST_INCLUDES) {
            items.add(new IniItem.Broken(place, "files include each other more than " + MOST_INCLUDES + " deep"));
        } else if (file.filter(Files::isDirectory).isPresent()) {
            items.add(new IniItem.Unread(place, "the included file " + name + " is a folder: nothing of it is read"));
        } else {
            try {
                read(file.orElseThrow(() -> new IOException("no file here can have that name")));
            } catch (IOException unreadable) {
                items.add(new IniItem.Broken(place, "the included file " + name + ": " + unreadable.getMessage()));
            }
        }
    }

    private void header(IniText text) {
        Place place = text.place();
        int start = text.at() + 1;
        int end = text.find(']', start);
        int line = text.find('\n', start);
        if (end < 0 || (line >= 0 && line < end)) {
            items.add(new IniItem.Broken(place, "a section's name that has no ]"));
            text.restOfLine();
            return;
        }
        section = text.between(start, end);
        text.moveTo(end + 1);
        items.add(new IniItem.Header(place, section));
    }

    private void entry(IniText text) {
        Place place = text.place();
        int start = text.at();
        String key = key(text);
        text.skipBlanks();
        if (key == null || text.next() != '=') {
            text.moveTo(start);
            items.add(new IniItem.Broken(place, "not name = value: '" + shown(text.restOfLine()) + "'"));
            return;
        }
        text.moveTo(text.at() + 1);
        text.skipBlanks();
        items.add(new IniItem.Entry(place, section, key, text.restOfLine()));
    }

    /** Null when it is none. */
    private String key(IniText text) {
        int start = text.at();
        if (quotedNames && text.next() == '\'') {
            int end = text.find('\'', start + 1);
            if (end <= start + 1) {
                return null;
            }
            text.moveTo(end + 1);
            return text.between(start + 1, end);
        }
        while (isNameCharacter(text.next())) {
            text.moveTo(text.at() + 1);
        }
        return text.between(start, text.at());
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_.-*".indexOf(c) >= 0;
    }

    /** Up to where a password may begin. */
    private static String shown(String line) {
        return line.split("(?i)passw", 2)[0].strip();
    }
}
