package io.github.pgsurge.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * SIGINT and SIGTERM to this process. The first ends the JVM as ever, its shutdown hooks end the run; a further one means
 * that whoever sends it does not want to wait, which the JVM by itself does not notice.
 *
 * <p>Of the JVM's own signal API only reflection reaches this far: {@code sun.misc.Signal} is exported, but javac warns of
 * it in a way that can't be answered. Thread safe.
 */
public final class Interruption {
    private static final List<String> SIGNALS = List.of("INT", "TERM");

    /** A terminal's Ctrl-C reaches launcher and JMeter both, and the launcher passes it on: that is one, not two. */
    private static final long SAME_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Runnable first;
    private final Runnable further;
    private long firstAtNanos;
    private boolean seen;

    private Interruption(Runnable first, Runnable further) {
        this.first = first;
        this.further = further;
    }

    /** As {@link #onSignals} with nothing to do at the first. */
    public static void onFurtherSignals(Runnable further) {
        onSignals(() -> {}, further);
    }

    /**
     * Has something done, on a thread of its own, at the first signal, before the JVM ends by it or while it already ends,
     * and at each that comes a second or more after the first. Where the JVM does not let go of its signals (as with
     * {@code -Xrs}) neither is ever done.
     */
    public static void onSignals(Runnable first, Runnable further) {
        Interruption interruption = new Interruption(first, further);
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    Interruption.class.getClassLoader(), new Class<?>[] {handlerType}, interruption::called);
            Method handle = signal.getMethod("handle", signal, handlerType);
            for (String name : SIGNALS) {
                handle.invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
            }
        } catch (ReflectiveOperationException | IllegalArgumentException unavailable) {
            // the first signal works as ever, and whoever is in a hurry has SIGKILL
            return;
        }
    }

    private Object called(Object proxy, Method method, Object[] arguments)
            throws IllegalAccessException, InvocationTargetException {
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(this, arguments);
        }
        int number;
        try {
            number = (int) arguments[0].getClass().getMethod("getNumber").invoke(arguments[0]);
        } catch (NoSuchMethodException another) {
            throw new IllegalStateException("sun.misc.Signal has a number", another);
        }
        received(number);
        return null;
    }

    /** The JVM calls on a new thread for each signal. */
    private void received(int number) {
        boolean isFirst;
        synchronized (this) {
            isFirst = !seen;
            if (isFirst) {
                seen = true;
                firstAtNanos = System.nanoTime();
            } else if (System.nanoTime() - firstAtNanos < SAME_NANOS) {
                return;
            }
        }
        if (isFirst) {
            first.run();
            System.exit(128 + number);
        } else {
            further.run();
        }
    }
}
