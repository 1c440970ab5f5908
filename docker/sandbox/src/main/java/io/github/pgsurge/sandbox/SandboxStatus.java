package io.github.pgsurge.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the sandbox stands. Immutable.
 *
 * @param state what runs
 * @param services every service, in the order in which they start, once an {@code up} has finished; else none
 * @param options those of the {@code up} that made it, once it has finished; the ports are among them
 * @param envFile where the env file is when the sandbox is up
 * @param home where the sandbox's files are
 */
public record SandboxStatus(
        State state, List<Service> services, Optional<SandboxOptions> options, Path envFile, Path home) {

    /**
     * How one service stands. Immutable.
     *
     * @param name the product's
     * @param pid its main process when it runs
     * @param port the TCP port on 127.0.0.1 that it listens on
     * @param version the product's; empty for the gateways, which are this version's own
     * @param facts what it runs with, a few words each
     * @param log its log file
     */
    public record Service(
            String name, OptionalLong pid, int port, Optional<String> version, List<String> facts, Path log) {}

    /** The service of this name; empty when it is not part of the sandbox. */
    public Optional<Service> service(String name) {
        return services.stream().filter(service -> service.name().equals(name)).findFirst();
    }

    /** What runs, and what to do. */
    public enum State {
        /** Everything runs. */
        UP("up"),
        /** There is no sandbox. */
        DOWN("down"),
        /** It was up, and a service has gone without being stopped: a crash, or a reboot. */
        GONE("not all of it runs any more: `pgsurge sandbox up` starts what has gone again, `down` removes it"),
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
