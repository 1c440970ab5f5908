package io.github.pgsurge.jmeter;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.jmeter.engine.ClientJMeterEngine;
import org.apache.jmeter.engine.StandardJMeterEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines that a test runs on, by host: this JVM's own (no host), or agents. Thread safe. */
final class RunningEngines {
    private static final Logger log = LoggerFactory.getLogger(RunningEngines.class);
    private static final String OWN = "";

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

    /** Stops every engine; {@code now} without waiting for iterations to finish. */
    void stop(boolean now) {
        for (String host : hosts) {
            if (!host.isEmpty()) {
                stopAgent(host, now);
            } else {
                stopOwn(now);
            }
        }
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

    /** Stops an agent, on a thread of its own: its answer may take long. */
    static void stopAgent(String host, boolean now) {
        Thread caller = new Thread(
                () -> {
                    try {
                        new ClientJMeterEngine(host).stopTest(now);
                    } catch (Exception unreachable) {
                        log.error("Agent {} could not be stopped", host, unreachable);
                    }
                },
                "pgsurge-stop-" + host);
        caller.setDaemon(true);
        caller.start();
    }
}
