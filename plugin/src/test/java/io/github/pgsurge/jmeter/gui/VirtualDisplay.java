package io.github.pgsurge.jmeter.gui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** An X display without a screen, on whatever number is free, that no other machine can reach. Owned by one thread. */
final class VirtualDisplay implements AutoCloseable {
    private final Process server;
    private final String name;

    private VirtualDisplay(Process server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Starts one; fails with what to install when the machine cannot. */
    static VirtualDisplay start() throws IOException {
        Process server;
        try {
            // -terminate: it ends with its last client, also when this JVM is killed before it can close it
            server = new ProcessBuilder(
                            "Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-terminate")
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            throw new AssertionError(
                    "the tests of the GUI need Xvfb; install it with: sudo apt-get install xvfb"
                            + " (scripts/test does it by itself when run as root)",
                    missing);
        }
        String number = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        if (number == null) {
            server.destroyForcibly();
            throw new AssertionError("Xvfb did not start");
        }
        return new VirtualDisplay(server, ":" + number.strip());
    }

    /** Its name, for the environment variable {@code DISPLAY}. */
    String name() {
        return name;
    }

    @Override
    public void close() {
        server.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
