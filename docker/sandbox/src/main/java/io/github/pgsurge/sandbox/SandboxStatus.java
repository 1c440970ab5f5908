package io.github.pgsurge.sandbox;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the sandbox stands. Immutable.
 *
 * @param state what runs
 * @param pid PostgreSQL's postmaster when it runs
 * @param version PostgreSQL's, once an {@code up} has finished
 * @param options those of the {@code up} that made it, once it has finished; the port is among them
 * @param envFile where the env file is when the sandbox is up
 * @param home where the sandbox's files are
 * @param log PostgreSQL's log file
 */
public record SandboxStatus(
        State state,
        OptionalLong pid,
        Optional<String> version,
        Optional<SandboxOptions> options,
        Path envFile,
        Path home,
        Path log) {

    /** What runs, and what to do. */
    public enum State {
        /** Everything runs. */
        UP("up"),
        /** There is no sandbox. */
        DOWN("down"),
        /** It was up, and its server has gone without being stopped: a crash, or a reboot. */
        GONE("its server has gone: `pgsurge sandbox up` starts it again on its data, `down` removes it"),
        /** An {@code up} or {@code down} is under way, or was killed half way. */
        UNFINISHED("being started or stopped, or that was interrupted: `pgsurge sandbox up` or `down` cleans up");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** The state in words. */
        public String text() {
            return text;
        }
    }
}
