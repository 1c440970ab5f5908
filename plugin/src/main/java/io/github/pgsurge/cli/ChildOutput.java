package io.github.pgsurge.cli;

import io.github.pgsurge.run.TerminalDisplay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;

/**
 * Passes on what JMeter says as it comes, but for lines of its own that say nothing to who waits for a run. What ends with
 * a carriage return is a line that the next one takes the place of, whichever stream that comes from. Thread safe.
 */
final class ChildOutput {
    private static final List<String> CHATTER = List.of(
            "Creating summariser",
            "Created the tree successfully",
            "Starting standalone test",
            "Starting distributed test",
            "Waiting for possible",
            "Configuring remote engine",
            "Using remote object",
            "Remote engines have been started",
            "Tidying up",
            "... end of run",
            "WARN StatusConsoleListener");

    private boolean toBeReplaced;

    /** Passes everything on until the stream ends. */
    void show(InputStream from, PrintStream to) {
        try (BufferedReader text = new BufferedReader(new InputStreamReader(from, Charset.defaultCharset()))) {
            StringBuilder line = new StringBuilder();
            for (int c = text.read(); c >= 0; c = text.read()) {
                line.append((char) c);
                if (c == '\n' || c == '\r') {
                    show(line.toString(), to);
                    line.setLength(0);
                }
            }
            if (!line.isEmpty()) {
                show(line.append('\n').toString(), to);
            }
        } catch (IOException broken) {
            // the pipe ends with the child, whose status says how
            to.flush();
        }
    }

    /** Keeps what stands on the terminal, when the child has ended without a word on it. */
    synchronized void end(PrintStream to) {
        if (toBeReplaced) {
            to.println();
            toBeReplaced = false;
        }
    }

    private synchronized void show(String line, PrintStream to) {
        if (CHATTER.stream().anyMatch(line::startsWith)) {
            return;
        }
        if (toBeReplaced && !line.startsWith(TerminalDisplay.CLEAR)) {
            to.print(TerminalDisplay.CLEAR);
        }
        to.print(line);
        to.flush();
        toBeReplaced = line.endsWith("\r");
    }
}
