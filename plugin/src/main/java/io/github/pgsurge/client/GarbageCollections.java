package io.github.pgsurge.client;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** The garbage collections of this JVM, as they are told of. Thread safe. */
public final class GarbageCollections implements AutoCloseable {
    /** Collectors that work while the program runs report their whole cycle, which stops nobody, under such a name. */
    private static final String CONCURRENT = "Cycles";

    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toUnmodifiableSet());
    private final Queue<Collected> collected = new ConcurrentLinkedQueue<>();
    private final NotificationListener listener = this::told;

    /**
     * One collection.
     *
     * @param stopped whether the program stood still for it
     * @param pause how long it took, in whole milliseconds as the JVM tells them
     * @param heapUsed bytes of the heap that were in use afterwards
     */
    public record Collected(boolean stopped, Duration pause, long heapUsed) {}

    private GarbageCollections() {}

    /** Listens from now on, until it is closed. */
    public static GarbageCollections listen() {
        GarbageCollections collections = new GarbageCollections();
        for (NotificationEmitter emitter : emitters()) {
            emitter.addNotificationListener(collections.listener, null, null);
        }
        return collections;
    }

    private static List<NotificationEmitter> emitters() {
        List<NotificationEmitter> emitters = new ArrayList<>();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitters.add(emitter);
            }
        }
        return emitters;
    }

    private void told(Notification notification, Object none) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            GarbageCollectionNotificationInfo told =
                    GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
            boolean stopped = !told.getGcName().endsWith(CONCURRENT);
            long used = told.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                    .filter(pool -> heapPools.contains(pool.getKey()))
                    .mapToLong(pool -> pool.getValue().getUsed())
                    .sum();
            collected.add(
                    new Collected(stopped, Duration.ofMillis(told.getGcInfo().getDuration()), used));
        }
    }

    /** Those that were told of since the last call. */
    public List<Collected> drain() {
        List<Collected> since = new ArrayList<>();
        for (Collected one = collected.poll(); one != null; one = collected.poll()) {
            since.add(one);
        }
        return since;
    }

    @Override
    public void close() {
        for (NotificationEmitter emitter : emitters()) {
            try {
                emitter.removeNotificationListener(listener);
            } catch (ListenerNotFoundException gone) {
                // it does not tell any more
            }
        }
    }
}
