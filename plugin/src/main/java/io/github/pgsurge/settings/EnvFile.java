package io.github.pgsurge.settings;

import io.github.pgsurge.outcome.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads files of {@code NAME=value} lines; {@code #} starts a comment line, {@code export} and quotes are dropped. */
public final class EnvFile {
    private EnvFile() {}

    public static Map<String, String> read(Path file) throws Rejection {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw Rejection.usage(
                    Setting.ENV_FILE + "=" + file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            line = line.startsWith("export ") ? line.substring(7).strip() : line;
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw Rejection.usage(
                        file + " line " + number + " is not NAME=value, a comment or empty; correct or remove it");
            }
            values.put(
                    line.substring(0, equals).strip(),
                    unquoted(line.substring(equals + 1).strip()));
        }
        return values;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
