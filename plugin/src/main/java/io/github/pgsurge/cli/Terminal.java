package io.github.pgsurge.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The terminal that standard output goes to. Stateless. */
final class Terminal {
    private static final int USUAL_WIDTH = 100;
    private static final int LEAST_WIDTH = 20;
    private static final long ANSWER_SECONDS = 5;

    /** Standard output of the shell is this process's; what it found out comes on its standard error. */
    private static final String LOOK = "[ -t 1 ] || exit 1; stty size <&1 >&2 2>/dev/null; exit 0";

    private Terminal() {}

    /** Its columns; empty when there is none, or none that could rewrite a line. */
    static OptionalInt width(Map<String, String> environment) {
        String type = environment.getOrDefault("TERM", "");
        if (type.isEmpty()
                || type.equals("dumb")
                || !environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            Process shell = new ProcessBuilder("sh", "-c", LOOK)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String size = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean terminal = shell.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS) && shell.exitValue() == 0;
            return terminal ? OptionalInt.of(columns(environment, size)) : OptionalInt.empty();
        } catch (IOException noShell) {
            return OptionalInt.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** {@code size} is rows and columns. */
    private static int columns(Map<String, String> environment, String size) {
        String said = size.substring(size.lastIndexOf(' ') + 1);
        String given = environment.getOrDefault("COLUMNS", "");
        String columns = given.isEmpty() ? said : given;
        boolean number = columns.matches("[1-9]\\d{0,4}");
        return number ? Math.max(LEAST_WIDTH, Integer.parseInt(columns)) : USUAL_WIDTH;
    }
}
