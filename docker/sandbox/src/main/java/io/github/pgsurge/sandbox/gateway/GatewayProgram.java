package io.github.pgsurge.sandbox.gateway;

import io.github.pgsurge.sandbox.SandboxException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The gateway as a process of its own. It ends with status 0 within 2 s of SIGTERM or SIGINT; when it can't start, with
 * status 2 after one line on standard error.
 */
public final class GatewayProgram {
    private static final int CLOSE_LIMIT_MS = 1_500;

    private GatewayProgram() {}

    /**
     * Runs the gateway.
     *
     * @param args the path of a properties file that {@link GatewayOptions#writeTo} filled
     */
    public static void main(String[] args) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
        System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd HH:mm:ss.SSS");
        if (args.length != 1) {
            fail("gateway: the one argument is the path of its properties file");
            return;
        }
        AtomicReference<Gateway> running = new AtomicReference<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running.get()), "gateway-end"));
        try {
            running.set(Gateway.startWarm(read(Path.of(args[0]))));
        } catch (SandboxException e) {
            fail(e.getMessage());
        } catch (IOException e) {
            fail("gateway: could not read " + args[0] + ": " + e);
        } catch (IllegalArgumentException e) {
            fail("gateway: " + args[0] + ": " + e.getMessage());
        }
    }

    private static GatewayOptions read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return GatewayOptions.readFrom(properties);
    }

    /** A JVM that was sent SIGTERM ends with status 143 unless it is halted. */
    private static void end(Gateway gateway) {
        Thread closing = new Thread(() -> close(gateway), "gateway-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSE_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    /** @param gateway null when it was ended while it started */
    private static void close(Gateway gateway) {
        if (gateway != null) {
            gateway.close();
        }
    }

    private static void fail(String line) {
        System.err.println(line);
        Runtime.getRuntime().halt(2);
    }
}
