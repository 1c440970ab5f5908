package io.github.pgsurge.pgbouncer.lint;

import java.util.regex.Pattern;

/** Where clients come in, and whether anybody can. */
final class Listening implements LintRule {
    private static final int MOST_PORTS = 65_535;
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    /** Any, IPv4 also in its short forms, IPv6, or a name whose last part is no number. */
    private static final Pattern ADDRESS = Pattern.compile("\\*|" + OCTET + "([.]" + OCTET + "){3}"
            + "|\\d+([.]\\d+){0,2}|[0-9a-fA-F]*:[0-9a-fA-F.]*:[0-9a-fA-F:.]*(%[A-Za-z0-9_.-]+)?"
            + "|([A-Za-z0-9_-]+[.])*[A-Za-z0-9_-]*[A-Za-z_-][A-Za-z0-9_-]*[.]?");

    @Override
    public void check(Configuration configuration, LintOptions options, LintFindings findings) {
        boolean tcp = !configuration.text("listen_addr").isEmpty();
        boolean socket = !configuration.text("unix_socket_dir").isEmpty();
        if (!tcp && !socket) {
            findings.error(
                    configuration.place("unix_socket_dir"),
                    "nowhere-to-listen",
                    "neither listen_addr nor unix_socket_dir is set",
                    "listen_addr = 127.0.0.1, or * behind a firewall");
        } else if (!tcp) {
            findings.warning(
                    configuration.place("listen_addr"),
                    "no-tcp",
                    "listen_addr is not set: clients come in by the Unix socket in "
                            + configuration.text("unix_socket_dir") + " only",
                    "listen_addr = 127.0.0.1, when drivers such as JDBC are to connect");
        }
        addresses(configuration, findings);
        int port = configuration.number("listen_port");
        if (port < 1 || port > MOST_PORTS) {
            findings.warning(
                    configuration.place("listen_port"),
                    "port",
                    "listen_port = " + configuration.text("listen_port")
                            + " is no port of 1 to 65535: PgBouncer starts on another",
                    "listen_port = 6432");
        }
        if (configuration.databases().isEmpty()) {
            findings.warning(
                    configuration.whole(),
                    "no-databases",
                    "no database is named in [databases]: clients find the admin console only",
                    "name = host=..., or * = host=... for all");
        }
    }

    /** PgBouncer does not start when one of them is no address. */
    private static void addresses(Configuration configuration, LintFindings findings) {
        for (String address : configuration.list("listen_addr")) {
            if (!ADDRESS.matcher(address).matches()) {
                findings.error(
                        configuration.place("listen_addr"),
                        "address",
                        "listen_addr = " + configuration.text("listen_addr") + ": " + address + " is no address",
                        "*, or addresses and host names, without quotes or port, with commas between");
            }
        }
    }
}
