package io.github.pgsurge.pgbouncer.console;

import io.github.pgsurge.dsn.SslMode;
import io.github.pgsurge.settings.Setting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Connects to a console and logs in, over TLS or in clear as the mode says. As libpq does, {@code prefer} tries in clear what
 * fails over TLS before a password was asked for, and {@code allow} the other way round. Made for one connection.
 */
final class ConsoleConnector {
    private static final String DATABASE = "pgbouncer";

    private final ConsoleAddress address;
    private final ConsoleOptions options;
    private final long endNanos;
    private boolean anotherMayDo;

    private ConsoleConnector(ConsoleAddress address, ConsoleOptions options) {
        this.address = address;
        this.options = options;
        endNanos = System.nanoTime() + options.timeout().toNanos();
    }

    /** A connection that is logged in and has no exchange under way. */
    static ProtocolStream open(ConsoleAddress address, ConsoleOptions options) throws ConsoleException {
        return new ConsoleConnector(address, options).open();
    }

    private ProtocolStream open() throws ConsoleException {
        List<Boolean> attempts = attempts();
        for (boolean secure : attempts.subList(0, attempts.size() - 1)) {
            try {
                return attempt(secure);
            } catch (ConsoleException failure) {
                if (!anotherMayDo) {
                    throw failure;
                }
            }
        }
        return attempt(attempts.get(attempts.size() - 1));
    }

    /** Whether to ask for TLS, by attempt. */
    private List<Boolean> attempts() {
        if (address instanceof ConsoleAddress.Unix) {
            return List.of(false);
        }
        return switch (options.sslMode()) {
            case DISABLE -> List.of(false);
            case ALLOW -> List.of(false, true);
            case PREFER -> List.of(true, false);
            case REQUIRE, VERIFY_CA, VERIFY_FULL -> List.of(true);
        };
    }

    private ProtocolStream attempt(boolean secure) throws ConsoleException {
        anotherMayDo = false;
        ProtocolStream stream = new ProtocolStream(options);
        stream.begin(Duration.ofNanos(Math.max(1, endNanos - System.nanoTime())));
        try {
            connect(stream);
            if (secure) {
                secure(stream);
            }
            logIn(stream);
            stream.end();
            return stream;
        } catch (ConsoleException | RuntimeException failure) {
            stream.end();
            stream.close();
            throw failure;
        }
    }

    private void connect(ProtocolStream stream) throws ConsoleException {
        try {
            stream.connect(address);
        } catch (IOException | IllegalArgumentException failure) {
            throw new ConsoleException(name() + " cannot be reached: " + failure.getMessage(), failure);
        }
    }

    private void secure(ProtocolStream stream) throws ConsoleException {
        try {
            boolean has = stream.secure((ConsoleAddress.Tcp) address, options.sslMode() == SslMode.VERIFY_FULL);
            if (!has && options.sslMode() != SslMode.PREFER) {
                throw new ConsoleException(name() + " has no TLS, and " + Setting.PGBOUNCER_SSL_MODE + "="
                        + options.sslMode() + " asks for it");
            }
        } catch (ProtocolStream.HandshakeException failure) {
            anotherMayDo = true;
            throw broken(failure);
        } catch (IOException failure) {
            throw broken(failure);
        }
    }

    private void logIn(ProtocolStream stream) throws ConsoleException {
        Login login = new Login(stream, options.user(), options.password());
        try {
            stream.startup("user", options.user(), "database", DATABASE);
            for (Message message = stream.receive(); message.type() != 'Z'; message = stream.receive()) {
                if (message.type() == 'E') {
                    anotherMayDo = !login.wasAsked();
                    throw new ConsoleException(name() + " refuses " + options.user() + ": " + message.errorText());
                } else if (message.type() == 'R') {
                    login.answer(message);
                }
            }
        } catch (IOException failure) {
            throw broken(failure);
        }
        if (!login.isDone()) {
            throw new ConsoleException(
                    name() + " says that it is ready before it has logged " + options.user() + " in");
        }
    }

    private String name() {
        return AdminConsole.name(address);
    }

    private ConsoleException broken(IOException failure) {
        return new ConsoleException(name() + ": " + failure.getMessage(), failure);
    }
}
