package io.github.pgsurge.pgbouncer.lint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The users of an auth_file: lines of {@code "name" "password"}, and comments after a semicolon. PgBouncer gives up at the
 * first line that is neither. Immutable; holds no password.
 *
 * @param names in their order
 * @param broken where PgBouncer gives up; line 0 when it does not
 */
record AuthFile(List<String> names, Place broken) {
    AuthFile {
        names = List.copyOf(names);
    }

    /** Empty when there is no such file here, or it can't be read. */
    static Optional<AuthFile> of(Configuration configuration) {
        String name = configuration.text("auth_file");
        Optional<Path> file = name.isEmpty()
                ? Optional.empty()
                : SourceFile.named(name, configuration.whole().file());
        try {
            return file.isPresent() ? Optional.of(parse(file.get(), SourceFile.text(file.get()))) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static AuthFile parse(Path file, String text) {
        List<String> names = new ArrayList<>();
        int at = 0;
        while (true) {
            while (at < text.length() && IniText.isSpace(text.charAt(at))) {
                at++;
            }
            if (at == text.length() || text.charAt(at) == '\0') {
                return new AuthFile(names, new Place(file, 0));
            }
            if (text.charAt(at) != ';') {
                int name = text.charAt(at) == '"' ? quote(text, at + 1) : -1;
                int password = name < 0 ? -1 : text.indexOf('"', name + 1);
                int end = password < 0 ? -1 : quote(text, password + 1);
                if (end < 0) {
                    return new AuthFile(names, new Place(file, IniText.line(text, at)));
                }
                names.add(text.substring(at + 1, name).replace("\"\"", "\""));
                at = end;
            }
            int line = text.indexOf('\n', at);
            at = line < 0 ? text.length() : line;
        }
    }

    /** Where the quotes close, in which two stand for one; -1 when they do not. */
    private static int quote(String text, int from) {
        int at = text.indexOf('"', from);
        while (at >= 0 && text.startsWith("\"\"", at)) {
            at = text.indexOf('"', at + 2);
        }
        return at;
    }
}
