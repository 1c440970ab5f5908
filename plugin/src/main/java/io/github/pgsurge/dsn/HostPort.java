package io.github.pgsurge.dsn;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Kind;
import io.github.pgsurge.settings.Setting;
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
    public static final int DEFAULT_PORT = Integer.parseInt(Setting.DB_PORT.fallback());

    /** Reads {@code h1:5432,h2,[::1]:5433}; a host without a port gets {@link #DEFAULT_PORT}. */
    public static List<HostPort> parseList(String text) throws Rejection {
        return parseList(text, DEFAULT_PORT);
    }

    /** As {@link #parseList(String)}, with the port of hosts that name none. */
    public static List<HostPort> parseList(String text, int defaultPort) throws Rejection {
        List<HostPort> hosts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            hosts.add(parse(Setting.DB_HOST + "=" + text, part, defaultPort));
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

    /** Reads a port number, of {@code DB_PORT}. */
    static int parsePort(String text) throws Rejection {
        return parsePort(Setting.DB_PORT + "=", text);
    }

    /**
     * Reads a port number.
     *
     * @param before begins the message
     */
    public static int parsePort(String before, String text) throws Rejection {
        String port = Kind.port().canonical(text.strip());
        if (port == null) {
            throw Rejection.usage(before + text + " is not a port of 1 to 65535");
        }
        return Integer.parseInt(port);
    }

    /** {@code host:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
