package io.github.pgsurge.sandbox;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's log file, read for the reason why a server did not start. Immutable; reads the file anew each time.
 *
 * @param file need not exist
 */
record ServerLog(Path file) {
    private static final Pattern ERROR = Pattern.compile(".*?\\b((?:FATAL|PANIC|ERROR):\\s.*)");
    private static final Pattern NOTE = Pattern.compile(".*?\\b(LOG:\\s.*)");
    private static final String SUMMARY = "contains errors";

    /** Its length in bytes: the place from which what comes next is read. */
    long end() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** Everything written from this place on. */
    String since(long place) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.max(0, log.length() - place)];
            log.seek(place);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * The line that says why the server gave up, without time and pid. For a configuration file with errors that is not
     * the FATAL line, which only counts them, but the first LOG line, which names the setting.
     */
    static Optional<String> reason(String text) {
        List<String> lines = text.lines().toList();
        Optional<String> error = first(lines, ERROR);
        return error.filter(line -> !line.contains(SUMMARY))
                .or(() -> first(lines, NOTE))
                .or(() -> error);
    }

    private static Optional<String> first(List<String> lines, Pattern pattern) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1).replaceAll("\\s+", " "))
                .findFirst();
    }
}
