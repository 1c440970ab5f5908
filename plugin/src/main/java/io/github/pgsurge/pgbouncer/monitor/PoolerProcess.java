package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.client.LocalService;
import io.github.pgsurge.pgbouncer.console.AdminConsole;
import io.github.pgsurge.pgbouncer.console.ConsoleAddress;
import io.github.pgsurge.pgbouncer.console.ConsoleException;
import io.github.pgsurge.pgbouncer.console.ConsoleOptions;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One PgBouncer process that is watched: keeps a connection to its console, and opens it again when it broke. Read by one
 * thread; {@link #close} may come from any.
 */
final class PoolerProcess implements AutoCloseable {
    private final ConsoleAddress address;
    private final ConsoleOptions options;
    private final Optional<LocalService> local;
    private Optional<AdminConsole> console = Optional.empty();
    private int session;
    private ProcessReading.Edition edition = ProcessReading.Edition.UNKNOWN;
    private boolean closed;

    PoolerProcess(ConsoleAddress address, ConsoleOptions options) {
        this.address = address;
        this.options = options;
        String host = address instanceof ConsoleAddress.Tcp tcp ? tcp.hostPort().host() : "localhost";
        local = LocalService.of("pgbouncer", InetSocketAddress.createUnresolved(host, address.port()));
    }

    ConsoleAddress address() {
        return address;
    }

    /**
     * Asks it. A connection that was open and is broken now, as after a restart, is opened again at once: that is no failure
     * yet.
     */
    ProcessReading read() throws ConsoleException {
        boolean kept = open().isPresent();
        try {
            return ask();
        } catch (ConsoleException broken) {
            drop();
            if (!kept || broken.getCause() instanceof SocketTimeoutException) {
                throw broken;
            }
        }
        try {
            return ask();
        } catch (ConsoleException failure) {
            drop();
            throw failure;
        }
    }

    private ProcessReading ask() throws ConsoleException {
        Optional<AdminConsole> kept = open();
        if (kept.isEmpty()) {
            AdminConsole opened = AdminConsole.connect(address, options);
            keep(opened);
            session++;
            edition = ProcessReading.Edition.of(opened);
            kept = Optional.of(opened);
        }
        Map<ProcessHandle, Duration> cpu = local.map(LocalService::cpuTimes).orElse(Map.of());
        return ProcessReading.take(kept.get(), session, edition, cpu);
    }

    private synchronized Optional<AdminConsole> open() {
        return console;
    }

    private synchronized void keep(AdminConsole opened) {
        console = Optional.of(opened);
        if (closed) {
            opened.close();
        }
    }

    private synchronized void drop() {
        console.ifPresent(AdminConsole::close);
        console = Optional.empty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        drop();
    }
}
