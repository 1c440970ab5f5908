package io.github.pgsurge.jmeter.vu;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** The threads that VUs run on. Immutable and thread safe. */
public enum VuThreads {
    /** One of the operating system's for each VU. */
    PLATFORM {
        @Override
        Thread thread(Runnable task, String name) {
            return new Thread(task, name);
        }
    },
    /** The JVM's own, of Java 21 and newer: thousands share a few of the operating system's. */
    VIRTUAL {
        @Override
        Thread thread(Runnable task, String name) {
            try {
                // by reflection, as the code runs on Java 17 too: Thread.ofVirtual().name(name).unstarted(task)
                Object builder = OF_VIRTUAL.invoke(null);
                Class<?> type = Class.forName("java.lang.Thread$Builder");
                Object named = type.getMethod("name", String.class).invoke(builder, name);
                return (Thread) type.getMethod("unstarted", Runnable.class).invoke(named, task);
            } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
                throw new IllegalStateException("this Java has Thread.ofVirtual() and no builder of threads", e);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException("a virtual thread could not be made", e.getCause());
            }
        }
    };

    private static final Method OF_VIRTUAL = ofVirtual();

    private static Method ofVirtual() {
        try {
            // a preview of Java 19 and 20 has the method as well, and refuses to be called
            return Runtime.version().feature() >= 21 ? Thread.class.getMethod("ofVirtual") : null;
        } catch (NoSuchMethodException unexpected) {
            return null;
        }
    }

    /** Whether this Java has virtual threads. */
    public static boolean hasVirtual() {
        return OF_VIRTUAL != null;
    }

    /** Makes the thread of a VU, not started. */
    abstract Thread thread(Runnable task, String name);
}
