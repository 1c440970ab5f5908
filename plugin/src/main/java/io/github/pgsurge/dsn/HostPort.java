package io.github.pgsurge.dsn;

import io.github.pgsurge.outcome.Rejection;
import java.util.ArrayList;
import java.util.List;

/**
 * One server address.
 *
 * @param host a name or an address; an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
    /** PostgreSQL's own default port. */
    public static final int DEFAULT_PORT = 5432;

    /** Reads {@code h1:5432,h2,[::1]:5433}; a host without a port gets {@link #DEFAULT_PORT}. */
    public static List<HostPort> parseList(String text) throws Rejection {
        return parseList(text, DEFAULT_PORT);
    }

    /** As {@link #parseList(String)}, with the port of hosts that name none. */
    public static List<HostPort> parseList(String text, int defaultPort) throws Rejection {
        List<HostPort> hosts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            hosts.add(parse("DB_HOST=" + text, part, defaultPort));
        }
        return List.copyOf(hosts);
    }

    /**
     * Reads one {@code host} or {@code host:port}.
     *
     * @param setting name and whole value of the setting that it stands in, for the message
     */
    public static HostPort parse(String setting, String text, int defaultPort) throws Rejection {
        String part = text.strip();
        int bracket = part.indexOf(']');
        boolean bareV6 = bracket < 0 && part.indexOf(':') != part.lastIndexOf(':');
        int colon = bareV6 ? -1 : part.indexOf(':', Math.max(0, bracket));
        String host = colon < 0 ? part : part.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty() || !host.matches("[^\\s/?&#@\\[\\]]+")) {
            throw Rejection.usage(setting + ": '" + part + "' is not a host or host:port");
        }
        return new HostPort(host, colon < 0 ? defaultPort : parsePort(setting + ": ", part.substring(colon + 1)));
    }

    /** Reads a port number of 1 to 65535. */
    public static int parsePort(String text) throws Rejection {
        return parsePort("DB_PORT=", text);
    }

    private static int parsePort(String before, String text) throws Rejection {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // not a number: the same mistake as one out of range
        }
        throw Rejection.usage(before + text + " is not a port of 1 to 65535");
    }

    /** {@code host:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
