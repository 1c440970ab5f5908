package io.github.pgsurge.jmeter.vu;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Words;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;

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

    /** What VU_THREADS asks for. */
    public enum Choice {
        /** Virtual ones where this Java has them. */
        AUTO,
        VIRTUAL,
        PLATFORM;

        /**
         * The threads that it comes to on this Java.
         *
         * @throws Rejection when they are to be virtual and there are none
         */
        private VuThreads threads() throws Rejection {
            if (this == VIRTUAL && !hasVirtual()) {
                throw Rejection.usage(Setting.VU_THREADS + "=" + this + " is not allowed on Java "
                        + Runtime.version().feature() + ", which has none; allowed: " + AUTO + ", " + PLATFORM
                        + ", or a Java from 21 up");
            }
            return this == PLATFORM || !hasVirtual() ? VuThreads.PLATFORM : VuThreads.VIRTUAL;
        }

        /** Its word in settings. */
        @Override
        public String toString() {
            return Words.of(this);
        }
    }

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

    /**
     * The threads of a group. Says what they need when that is worth a word.
     *
     * @param vus how many there will be at a time
     * @throws Rejection when this Java or this machine cannot have them
     */
    public static VuThreads of(Choice choice, int vus) throws Rejection {
        VuThreads threads = choice.threads();
        if (threads == PLATFORM && vus >= PlatformThreads.WORTH_A_WORD) {
            PlatformThreads needed = new PlatformThreads(vus);
            Optional<String> obstacle = needed.obstacle();
            if (obstacle.isPresent()) {
                throw Rejection.refused(needed.need() + "; " + obstacle.get());
            }
            System.out.println("pgsurge: " + needed.need());
        }
        return threads;
    }

    /** Makes the thread of a VU, not started. */
    abstract Thread thread(Runnable task, String name);
}
