package io.github.pgsurge.pgbouncer.console;

import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.dsn.SslMode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.SettingValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The admin consoles of a run. Immutable.
 *
 * @param addresses of each PgBouncer process; none when nobody said where they are
 * @param options how to log in to them
 */
public record ConsoleSettings(List<ConsoleAddress> addresses, ConsoleOptions options) {
    /** Copies the addresses. */
    public ConsoleSettings {
        addresses = List.copyOf(addresses);
    }

    /**
     * As the settings {@code PGBOUNCER_*} say.
     *
     * @throws Rejection when one does not fit
     */
    public static ConsoleSettings read(SettingValues values) throws Rejection {
        String hosts = values.text(Setting.PGBOUNCER_HOST);
        String certificates = values.text(Setting.PGBOUNCER_SSL_ROOT_CERT);
        return new ConsoleSettings(
                hosts.isEmpty()
                        ? List.of()
                        : ConsoleAddress.parseList(
                                Setting.PGBOUNCER_HOST.name(), hosts, values.whole(Setting.PGBOUNCER_PORT)),
                ConsoleOptions.of(
                        values.text(Setting.PGBOUNCER_ADMIN_USER),
                        Secret.of(values.text(Setting.PGBOUNCER_ADMIN_PASSWORD)),
                        values.duration(Setting.MONITOR_TIMEOUT),
                        values.word(Setting.PGBOUNCER_SSL_MODE, SslMode.class),
                        certificates.isEmpty() ? Optional.empty() : Optional.of(Path.of(certificates))));
    }

    /** Connects to the first of them; to be called when there is one. */
    public AdminConsole connectFirst() throws ConsoleException {
        return AdminConsole.connect(addresses.get(0), options);
    }
}
