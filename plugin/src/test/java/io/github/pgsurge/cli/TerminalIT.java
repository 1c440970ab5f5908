package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of a run on a real pseudo terminal. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class TerminalIT {
    private static final String BAR = "\\[#*-*] 00:0\\d/00:03  .*";

    @TempDir
    private Path folder;

    private Launch run() throws IOException {
        return Launch.pgsurge(
                folder,
                "run",
                Launch.fixture("java-requests").toString(),
                "--vus",
                "2",
                "--duration",
                "3s",
                "-J",
                "report.interval=1s");
    }

    private static String output(Launch launch) throws Exception {
        Process process = launch.builder().redirectErrorStream(true).start();
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(text).isZero();
            return text;
        } finally {
            Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** The lines that stand on a terminal when all of this was written to it. */
    private static List<String> screen(String written) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int column = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\u001b') {
                int end = i + 1;
                while (!Character.isLetter(written.charAt(end))) {
                    end++;
                }
                if (written.charAt(end) == 'K') {
                    line.setLength(0);
                    line.append(" ".repeat(column));
                }
                i = end;
            } else if (c == '\n') {
                lines.add(line.toString());
                line.setLength(0);
            } else if (c == '\r') {
                column = 0;
            } else {
                line.replace(column, Math.min(column + 1, line.length()), String.valueOf(c));
                column++;
            }
        }
        lines.add(line.toString());
        return lines;
    }

    @Test
    void rewritesOneLineThatFitsAndLeavesItsLastStateAboveTheSummary() throws Exception {
        String written = output(run().onTerminal(60));

        assertThat(written.split("\u001b\\[2K", -1).length)
                .as("written anew each second:%n%s", written)
                .isGreaterThan(3);
        List<String> screen = screen(written);
        List<String> bars = screen.stream().filter(line -> line.matches(BAR)).toList();
        assertThat(bars).as(written).hasSize(1);
        assertThat(bars.get(0)).hasSizeBetween(30, 59).contains("ops/s");
        int bar = screen.indexOf(bars.get(0));
        assertThat(screen.get(bar - 1)).matches("run \\S+");
        assertThat(screen.get(bar + 1)).startsWith("java-requests, run ").endsWith("service times in ms");
        assertThat(screen).anyMatch(line -> line.startsWith("Verdict: "));
    }

    @Test
    void writesPlainLinesWhereALineCannotBeRewritten() throws Exception {
        String written = output(run().onTerminal(60).with("NO_COLOR", "1"));

        assertThat(written).doesNotContain("\u001b");
        assertThat(screen(written).stream().filter(line -> line.matches("00:0\\d/00:03  .*")))
                .hasSizeGreaterThan(1);
    }
}
