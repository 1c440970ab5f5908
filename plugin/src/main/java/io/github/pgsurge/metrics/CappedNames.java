package io.github.pgsurge.metrics;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Names seen so far, each with its value, up to a limit; every name after that shares one overflow value. First come,
 * first named, for the life of the object.
 *
 * <p>Thread safe and lock-free: a copy-on-write map, because names are read for every sample and added a few times a
 * run.
 */
final class CappedNames<V> {
    private final int limit;
    private final V overflow;
    private final Factory<V> factory;
    private final AtomicReference<Map<String, V>> names;

    /** Makes the value of a name; may be called for a name that another thread then adds first. */
    interface Factory<V> {
        /** The value of a name; {@code index} is 0 for the overflow name, then 1 to the limit as names are added. */
        V create(String name, int index);
    }

    /** Tells {@code limit} names apart, beside {@code overflowName}. */
    CappedNames(int limit, String overflowName, Factory<V> factory) {
        this.limit = limit;
        this.factory = factory;
        overflow = factory.create(overflowName, 0);
        names = new AtomicReference<>(Map.of(overflowName, overflow));
    }

    V get(String name) {
        V known = names.get().get(name);
        return known != null ? known : add(name);
    }

    private V add(String name) {
        while (true) {
            Map<String, V> current = names.get();
            V known = current.get(name);
            if (known != null) {
                return known;
            }
            if (current.size() > limit) {
                return overflow;
            }
            Map<String, V> extended = new HashMap<>(current);
            V added = factory.create(name, current.size());
            extended.put(name, added);
            if (names.compareAndSet(current, extended)) {
                return added;
            }
        }
    }

    /** All values, the overflow's among them. */
    Collection<V> values() {
        return names.get().values();
    }
}
