package io.github.pgsurge.pgbouncer.lint;

/** Where clients come in, and whether anybody can. */
final class Listening implements Rule {
    private static final int MOST_PORTS = 65_535;

    @Override
    public void check(Configuration configuration, LintOptions options, Findings findings) {
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
}
