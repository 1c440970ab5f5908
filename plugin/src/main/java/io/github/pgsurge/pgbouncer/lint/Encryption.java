package io.github.pgsurge.pgbouncer.lint;

import io.github.pgsurge.pgbouncer.lint.Configuration.Member;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** TLS towards clients and servers, where others could listen in; and what makes PgBouncer not start. */
final class Encryption implements LintRule {
    private static final Set<String> CLEAR = Set.of("disable", "allow", "prefer");
    private static final Set<String> PROTOCOLS =
            Set.of("all", "legacy", "default", "secure", "tlsv1", "tlsv1.0", "tlsv1.1", "tlsv1.2", "tlsv1.3");

    @Override
    public void check(Configuration configuration, LintOptions options, LintFindings findings) {
        clients(configuration, findings);
        protocols(configuration, "client_tls", findings);
        protocols(configuration, "server_tls", findings);
        String mode = configuration.word("server_tls_sslmode");
        List<String> remote = configuration.databases().stream()
                .filter(database -> !Addresses.areLocal(database.text("host").orElse("")))
                .map(Member::name)
                .toList();
        if (remote.isEmpty()) {
            return;
        }
        String to = " to the servers of " + String.join(", ", remote);
        Place place = configuration.place("server_tls_sslmode");
        if (mode.equals("disable") || mode.equals("allow")) {
            findings.warning(
                    place,
                    "clear-text",
                    "server_tls_sslmode = " + mode + ": queries go in clear" + to,
                    "server_tls_sslmode = verify-full with server_tls_ca_file");
        } else if (mode.equals("prefer") || mode.equals("require")) {
            findings.info(
                    place,
                    "unverified-server",
                    "server_tls_sslmode = " + mode + " checks no certificate of the connections" + to,
                    "server_tls_sslmode = verify-full with server_tls_ca_file");
        }
    }

    private static void clients(Configuration configuration, LintFindings findings) {
        String mode = configuration.word("client_tls_sslmode");
        Place place = configuration.place("client_tls_sslmode");
        if (Addresses.isOpen(configuration) && CLEAR.contains(mode)) {
            findings.warning(
                    configuration.place(
                            configuration.isSet("client_tls_sslmode") ? "client_tls_sslmode" : "listen_addr"),
                    "clear-text",
                    "client_tls_sslmode = " + mode + " with listen_addr = " + configuration.text("listen_addr")
                            + ": clients may talk in clear",
                    "client_tls_sslmode = require with client_tls_key_file and client_tls_cert_file");
        }
        boolean keyed = !configuration.text("client_tls_key_file").isEmpty()
                && !configuration.text("client_tls_cert_file").isEmpty();
        boolean anchored = !configuration.text("client_tls_ca_file").isEmpty();
        if (!mode.equals("disable") && !keyed) {
            findings.error(
                    place,
                    "tls-files",
                    "client_tls_sslmode = " + mode + " needs client_tls_key_file and client_tls_cert_file",
                    "set both, or client_tls_sslmode = disable");
        } else if (mode.equals("verify-full") && !anchored) {
            findings.error(place, "tls-files", "client_tls_sslmode = verify-full needs client_tls_ca_file", "set it");
        }
        if (configuration.word("auth_type").equals("cert") && !(mode.equals("verify-full") && anchored)) {
            findings.error(
                    configuration.place("auth_type"),
                    "tls-files",
                    "auth_type = cert needs client_tls_sslmode = verify-full and client_tls_ca_file",
                    "set both");
        }
    }

    /** PgBouncer reads them, and stops at one that it does not know, where TLS is not off. */
    private static void protocols(Configuration configuration, String side, LintFindings findings) {
        String name = side + "_protocols";
        String protocols = configuration.text(name).toLowerCase(Locale.ROOT);
        if (configuration.word(side + "_sslmode").equals("disable") || protocols.isEmpty()) {
            return;
        }
        for (String protocol : protocols.split("[,:]", -1)) {
            if (!PROTOCOLS.contains(protocol.replaceFirst("^[ \t]*!?", ""))) {
                findings.error(
                        configuration.place(name),
                        "tls-protocols",
                        name + " = " + configuration.text(name) + ": '" + protocol + "' is no protocol",
                        "secure, all, or some of tlsv1.0, tlsv1.1, tlsv1.2, tlsv1.3 with commas and no space before them");
            }
        }
    }
}
