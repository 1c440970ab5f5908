package io.github.pgsurge.pgbouncer.console;

import io.github.pgsurge.dsn.HostPort;
import io.github.pgsurge.outcome.Rejection;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the admin console of one PgBouncer process answers. Values; its text is how people know it. */
public sealed interface ConsoleAddress {
    /** A port of a host. */
    record Tcp(HostPort hostPort) implements ConsoleAddress {
        @Override
        public int port() {
            return hostPort.port();
        }

        @Override
        public String toString() {
            return hostPort.toString();
        }
    }

    /**
     * A Unix socket, {@code .s.PGSQL.<port>} in a folder: PgBouncer's {@code unix_socket_dir}.
     *
     * @param folder absolute
     */
    record Unix(Path folder, int port) implements ConsoleAddress {
        /** The socket's file. */
        Path socket() {
            return folder.resolve(".s.PGSQL." + port);
        }

        @Override
        public String toString() {
            return folder + ":" + port;
        }
    }

    /** The port, which also names a Unix socket. */
    int port();

    /**
     * Reads {@code host}, {@code host:port}, {@code /folder} or {@code /folder:port}, or several of them with commas between.
     *
     * @param setting the setting that it stands in, for the message
     * @param defaultPort of those that name none
     * @throws Rejection when one does not parse, or stands there twice
     */
    static List<ConsoleAddress> parseList(String setting, String text, int defaultPort) throws Rejection {
        Set<ConsoleAddress> addresses = new LinkedHashSet<>();
        String named = setting + "=" + text;
        for (String part : text.split(",", -1)) {
            String one = part.strip();
            ConsoleAddress address = one.startsWith("/")
                    ? unix(named, one, defaultPort)
                    : new Tcp(HostPort.parse(named, one, defaultPort));
            if (!addresses.add(address)) {
                throw Rejection.usage(named + " has " + address + " twice; its queries would count twice");
            }
        }
        return List.copyOf(new ArrayList<>(addresses));
    }

    private static ConsoleAddress unix(String named, String text, int defaultPort) throws Rejection {
        Matcher port = Pattern.compile("(?<folder>.*):(?<port>[0-9]{1,5})").matcher(text);
        boolean own = port.matches();
        try {
            return new Unix(
                    Path.of(own ? port.group("folder") : text),
                    own ? HostPort.parsePort(named + ": ", port.group("port")) : defaultPort);
        } catch (InvalidPathException noPath) {
            throw Rejection.usage(named + ": '" + text + "' is not a folder");
        }
    }
}
