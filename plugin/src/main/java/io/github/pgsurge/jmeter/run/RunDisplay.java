package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.run.ProgressDisplay;
import io.github.pgsurge.run.TerminalDisplay;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.jmeter.util.JMeterUtils;

/** How a run is shown while it lasts: on a terminal one line that is rewritten, elsewhere a line every report interval. */
final class RunDisplay {
    /** JMeter property: the columns of the terminal that standard output goes to; 0 is no terminal. Set by the launcher. */
    private static final String TERMINAL_PROPERTY = "pgsurge.terminal";

    private RunDisplay() {}

    private static int width() {
        return JMeterUtils.getPropDefault(TERMINAL_PROPERTY, 0);
    }

    /** Whether standard output goes to a terminal that rewrites lines and shows colours. */
    static boolean isTerminal() {
        return width() > 0;
    }

    static RunObserver of(Duration interval, Supplier<Optional<Duration>> planned) {
        return isTerminal()
                ? new TerminalDisplay(interval, planned, width(), RunDisplay::write)
                : new ProgressDisplay(interval, planned, System.out::println);
    }

    private static void write(String text) {
        System.out.print(text);
        System.out.flush();
    }
}
