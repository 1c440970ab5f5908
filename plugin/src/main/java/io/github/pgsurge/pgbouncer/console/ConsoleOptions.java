package io.github.pgsurge.pgbouncer.console;

import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.dsn.SslMode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How to log in to admin consoles. Immutable and thread safe.
 *
 * @param user one of {@code admin_users} or {@code stats_users}
 * @param timeout bounds connect and login together, and later each query, however slowly the answer comes; but for the look-up
 *     of a host's name, which the system's resolver bounds
 * @param sslMode as libpq's; a Unix socket has no TLS
 * @param tls makes the handshakes: of any certificate, or of those that were signed by whom the user trusts
 */
public record ConsoleOptions(String user, Secret password, Duration timeout, SslMode sslMode, SSLContext tls) {
    /**
     * Options whose certificates are checked as {@code sslMode} says.
     *
     * @param rootCertificates PEM file; with it a certificate is checked in every mode, as libpq does
     * @throws Rejection when the file is no such, or {@code verify-ca} has none
     */
    public static ConsoleOptions of(
            String user, Secret password, Duration timeout, SslMode sslMode, Optional<Path> rootCertificates)
            throws Rejection {
        if (sslMode == SslMode.VERIFY_CA && rootCertificates.isEmpty()) {
            throw Rejection.usage(
                    Setting.PGBOUNCER_SSL_MODE + "=" + sslMode + " needs " + Setting.PGBOUNCER_SSL_ROOT_CERT
                            + ": whoever has a certificate"
                            + " of a public CA would pass; set the file, or verify-full, which asks for the name too");
        }
        SSLContext tls = rootCertificates.isPresent()
                ? ConsoleTrust.of(rootCertificates.get())
                : sslMode == SslMode.VERIFY_FULL ? ConsoleTrust.ofTheJdk() : ConsoleTrust.ofAnyone();
        return new ConsoleOptions(user, password, timeout, sslMode, tls);
    }

    /** Options without TLS. */
    public static ConsoleOptions plain(String user, Secret password, Duration timeout) {
        return new ConsoleOptions(user, password, timeout, SslMode.DISABLE, ConsoleTrust.ofAnyone());
    }
}
