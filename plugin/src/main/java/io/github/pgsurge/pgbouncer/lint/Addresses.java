package io.github.pgsurge.pgbouncer.lint;

import java.util.Arrays;
import java.util.Locale;

/** What is known of an address without looking it up. Stateless. */
final class Addresses {
    private Addresses() {}

    /** Whether only this machine can be at the other end: a loopback address, or a Unix socket. */
    static boolean isLocal(String host) {
        String name = host.strip().toLowerCase(Locale.ROOT);
        return name.isEmpty()
                || name.startsWith("/")
                || name.startsWith("@")
                || name.startsWith("127.")
                || name.equals("::1")
                || name.equals("localhost");
    }

    /** Whether that holds of all of several hosts, separated by commas. */
    static boolean areLocal(String hosts) {
        return Arrays.stream(hosts.split(",", -1)).allMatch(Addresses::isLocal);
    }

    /** Whether others can reach what listens there. */
    static boolean isOpen(Configuration configuration) {
        return configuration.list("listen_addr").stream().anyMatch(address -> !isLocal(address));
    }
}
