package io.github.pgsurge.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;

/** Names for runs that have none: the UTC time to the second, and what tells runs of the same second apart. */
public final class RunId {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int DIFFERENT = 36 * 36 * 36 * 36;

    private RunId() {}

    /** A name such as {@code 20261122-081530-k3x9}; fits where run ids are allowed. */
    public static String generate() {
        int tail = ThreadLocalRandom.current().nextInt(DIFFERENT);
        return TIME.format(Instant.now()) + "-" + Integer.toString(tail, 36);
    }
}
