package io.github.pgsurge.jmeter;

import io.github.pgsurge.report.ProgressDisplay;
import io.github.pgsurge.report.RunObserver;
import io.github.pgsurge.report.TerminalDisplay;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.jmeter.util.JMeterUtils;

/** How a run is shown while it lasts: on a terminal one line that is rewritten, elsewhere a line every report interval. */
final class RunDisplay {
    /** JMeter property: the columns of the terminal that standard output goes to; 0 is no terminal. Set by the launcher. */
    private static final String TERMINAL_PROPERTY = "pgsurge.terminal";

    private RunDisplay() {}

    static RunObserver of(Duration interval, Supplier<Optional<Duration>> planned) {
        int width = JMeterUtils.getPropDefault(TERMINAL_PROPERTY, 0);
        return width > 0
                ? new TerminalDisplay(interval, planned, width, RunDisplay::write)
                : new ProgressDisplay(interval, planned, System.out::println);
    }

    private static void write(String text) {
        System.out.print(text);
        System.out.flush();
    }
}
