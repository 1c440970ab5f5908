package io.github.pgsurge.cli;

import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.run.Interruption;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * JMeter as a child process: its class path, heap and arguments. Secrets reach it through the inherited environment only,
 * never on its command line.
 */
public final class JMeterProcess {
    /** As JMeter's own start script opens them. */
    private static final List<String> OPENS = List.of(
            "java.desktop/sun.awt",
            "java.desktop/sun.swing",
            "java.desktop/javax.swing.text.html",
            "java.desktop/java.awt",
            "java.desktop/java.awt.font",
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.text");

    /** Log4j would keep 13 kB of buffers for every thread that ever logged, and each virtual user does. */
    private static final List<String> LEAN_LOGGING =
            List.of("-Dlog4j2.enableThreadlocals=false", "-Dlog4j2.enableDirectEncoders=false");

    private static final long STOP_SECONDS = 60;
    private static final long SHOW_SECONDS = 5;
    /** A status above says which signal ended the process. */
    private static final int SIGNALLED = 128;

    private final List<String> command = new ArrayList<>();

    /** JMeter of that checkout, without arguments yet. */
    public JMeterProcess(Checkout checkout) {
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(words(System.getenv("HEAP"), "-Xms256m -Xmx700m"));
        for (String open : OPENS) {
            command.add("--add-opens=" + open + "=ALL-UNNAMED");
        }
        command.addAll(LEAN_LOGGING);
        command.addAll(words(System.getenv("JVM_ARGS"), ""));
        command.add("-jar");
        command.add(checkout.jmeterHome().resolve("bin/ApacheJMeter.jar").toString());
        property(Checkout.ROOT_PROPERTY, checkout.root().toString());
    }

    private static List<String> words(String given, String fallback) {
        String line = given == null || given.isBlank() ? fallback : given.strip();
        return line.isEmpty() ? List.of() : List.of(line.split("\\s+"));
    }

    /** Appends arguments. */
    public JMeterProcess argument(String... arguments) {
        command.addAll(List.of(arguments));
        return this;
    }

    /** Sets a JMeter property; never a secret. */
    public JMeterProcess property(String name, String value) {
        return argument("-J" + name + "=" + value);
    }

    /** Sets JMeter properties; never a secret. */
    public JMeterProcess properties(Map<String, String> properties) {
        properties.forEach(this::property);
        return this;
    }

    /** For callers that start it and end it themselves. */
    public ProcessBuilder builder() {
        return new ProcessBuilder(command);
    }

    /**
     * Runs to the end and answers the exit status. A SIGINT or SIGTERM to this process is passed on; the child then ends
     * the load, writes its results and says how it went, and its status becomes that of this process.
     *
     * @param out takes what the child says, as {@link ChildOutput} passes it on
     * @param afterSignal what is to be done before this process ends by a signal, once the child has ended
     */
    int run(PrintStream out, Runnable afterSignal) throws IOException, InterruptedException {
        AtomicReference<Process> child = new AtomicReference<>();
        CountDownLatch shown = new CountDownLatch(1);
        Thread passOn = new Thread(() -> stop(child.get(), shown, afterSignal), "pgsurge-signal");
        Runtime.getRuntime().addShutdownHook(passOn);
        Interruption.onFurtherSignals(() -> terminate(child.get()));
        Process process =
                builder().redirectInput(ProcessBuilder.Redirect.INHERIT).start();
        child.set(process);
        ChildOutput output = new ChildOutput();
        Thread errors = new Thread(() -> output.show(process.getErrorStream(), System.err), "pgsurge-errors");
        errors.start();
        output.show(process.getInputStream(), out);
        errors.join();
        output.end(out);
        shown.countDown();
        int status = process.waitFor();
        try {
            Runtime.getRuntime().removeShutdownHook(passOn);
        } catch (IllegalStateException signalled) {
            // stop() is on its way to end this process with the child's status
            passOn.join();
        }
        // a terminal's Ctrl-C may end the child before this process has heard of it
        return interrupted(status);
    }

    private static void terminate(Process process) {
        if (process != null) {
            // the handle's: the process's own destroy() closes the pipe that the results come through
            process.toHandle().destroy();
        }
    }

    private static void stop(Process process, CountDownLatch shown, Runnable afterSignal) {
        if (process == null) {
            afterSignal.run();
            Runtime.getRuntime().halt(ExitCode.INCONCLUSIVE.code());
            return;
        }
        terminate(process);
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            shown.await(SHOW_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        afterSignal.run();
        // exit() would wait for this very hook; the child's status is this command's
        Runtime.getRuntime().halt(interrupted(process.exitValue()));
    }

    /** A child that a signal ended before it recorded anything concludes nothing. */
    private static int interrupted(int status) {
        return status > SIGNALLED ? ExitCode.INCONCLUSIVE.code() : status;
    }
}
