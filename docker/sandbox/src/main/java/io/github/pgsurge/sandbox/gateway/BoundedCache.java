package io.github.pgsurge.sandbox.gateway;

import java.util.LinkedHashMap;
import java.util.Map;

/** A cache that forgets what was not used for longest. Thread safe: a lock, held for one look-up. */
final class BoundedCache<K, V> {
    private final Map<K, V> entries;

    BoundedCache(int most) {
        entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Null when there is none. */
    synchronized V get(K key) {
        return entries.get(key);
    }

    synchronized void put(K key, V value) {
        entries.put(key, value);
    }
}
