package io.github.pgsurge.jmeter.run;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.jmeter.engine.ClientJMeterEngine;
import org.apache.jmeter.engine.StandardJMeterEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines that a test runs on, by host: this JVM's own (no host), or agents. Thread safe. */
final class RunningEngines {
    private static final Logger log = LoggerFactory.getLogger(RunningEngines.class);
    private static final String OWN = "";
    private static final long PATIENCE_MS = 3_000;

    private final Set<String> hosts = ConcurrentHashMap.newKeySet();
    private final AtomicReference<StandardJMeterEngine> own = new AtomicReference<>();

    void add(String host) {
        hosts.add(host);
    }

    void remove(String host) {
        hosts.remove(host);
    }

    boolean isEmpty() {
        return hosts.isEmpty();
    }

    /** Whether this JVM makes the load itself. */
    boolean isOwn() {
        return hosts.contains(OWN);
    }

    /**
     * Notes this JVM's engine. JMeter's static calls reach an engine for its first stop only, a graceful one as well, and
     * would not hurry it.
     */
    void own(StandardJMeterEngine engine) {
        own.compareAndSet(null, engine);
    }

    /**
     * Stops every engine, and returns when the agents know, or one has not answered for {@value #PATIENCE_MS} ms.
     *
     * @param now without waiting for iterations to finish; an agent that goes on all the same is told again
     */
    void stop(boolean now) {
        List<String> agents = hosts.stream().filter(host -> !host.equals(OWN)).toList();
        CountDownLatch told = new CountDownLatch(agents.size());
        agents.forEach(host -> tell(host, now, () -> now && hosts.contains(host), told));
        if (isOwn()) {
            stopOwn(now);
        }
        await(told);
    }

    private void stopOwn(boolean now) {
        StandardJMeterEngine known = own.get();
        if (known != null) {
            known.stopTest(now);
        } else if (now) {
            StandardJMeterEngine.stopEngineNow();
        } else {
            StandardJMeterEngine.stopEngine();
        }
    }

    /** Stops an agent at once, and returns as {@link #stop} does. */
    static void stopAgent(String host) {
        CountDownLatch told = new CountDownLatch(1);
        tell(host, true, () -> false, told);
        await(told);
    }

    /**
     * Tells an agent on a thread of its own. Who is told while it starts may start a thread group afterwards, which JMeter does
     * not know of then: so it is told again.
     *
     * @param told is counted down when it knows
     */
    private static void tell(String host, boolean now, BooleanSupplier again, CountDownLatch told) {
        Thread caller = new Thread(
                () -> {
                    try {
                        do {
                            new ClientJMeterEngine(host).stopTest(now);
                            told.countDown();
                            Thread.sleep(PATIENCE_MS);
                        } while (again.getAsBoolean());
                    } catch (Exception unreachable) {
                        log.error("Agent {} could not be stopped", host, unreachable);
                    }
                },
                "pgsurge-stop-" + host);
        caller.setDaemon(true);
        caller.start();
    }

    private static void await(CountDownLatch told) {
        try {
            if (!told.await(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                log.warn("An agent does not answer that it is to stop");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
