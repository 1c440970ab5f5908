package io.github.pgsurge.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The sandbox of one checkout: a system under test as background processes that outlive the JVM that started them. There
 * is one per checkout and user; its state is in its files, and a lock orders the commands that change it, so instances
 * may be made anywhere and used from any thread or process.
 *
 * <p>Immutable and thread safe.
 */
public final class Sandbox {
    private final SandboxFiles files;

    private Sandbox(SandboxFiles files) {
        this.files = files;
    }

    /**
     * The sandbox of this checkout, whether or not it is up.
     *
     * @throws SandboxException when the folder can't be read
     */
    public static Sandbox at(Path checkoutRoot) throws SandboxException {
        return new Sandbox(SandboxFiles.of(checkoutRoot));
    }

    /**
     * Brings the sandbox up and writes its env file. One that is up with these options stays as it is; a service of it
     * that has crashed is started again on its data; what an interrupted command has left is removed first. A new sandbox
     * that can't be brought up leaves nothing behind.
     *
     * @param progress takes lines for the user
     * @throws SandboxException when it is up with other options, these do not fit together, a port is taken, PgBouncer is
     *     missing, a service rejects a setting, or the sandbox is another user's
     */
    public SandboxStatus up(SandboxOptions options, Consumer<String> progress) throws SandboxException {
        files.checkOwner();
        try (SandboxLock lock = SandboxLock.acquire(files, progress)) {
            Optional<SandboxState> known = SandboxState.load(files.state());
            if (known.isPresent()) {
                resume(known.get(), options, progress);
            } else {
                try {
                    create(options, progress);
                } catch (SandboxException | RuntimeException e) {
                    remove(lock, e);
                    throw e;
                }
            }
            SandboxStatus status = status();
            for (SandboxStatus.Service service : status.services()) {
                progress.accept(service.name()
                        + service.version().map(version -> " " + version).orElse("") + " is up on "
                        + PostgresServer.HOST + ":" + service.port());
            }
            progress.accept("Connection settings are in " + files.env());
            return status;
        }
    }

    /**
     * Stops everything and deletes every file of the sandbox, in whatever state it is.
     *
     * @param progress takes lines for the user
     * @return false when there was nothing to do
     * @throws SandboxException when a process or file can't be removed, or the sandbox is another user's
     */
    public boolean down(Consumer<String> progress) throws SandboxException {
        if (files.areAbsent()
                && services().stream().noneMatch(service -> service.pid().isPresent())) {
            progress.accept("The sandbox is down already");
            return false;
        }
        files.checkOwner();
        try (SandboxLock lock = SandboxLock.acquire(files, progress)) {
            remove();
            lock.deleteFolder();
        }
        progress.accept("The sandbox is down");
        return true;
    }

    /**
     * How the sandbox stands. Takes no lock: beside a command that runs it shows a moment of that.
     *
     * @throws SandboxException when the sandbox is another user's
     */
    public SandboxStatus status() throws SandboxException {
        files.checkOwner();
        Optional<SandboxState> known = SandboxState.load(files.state());
        List<SandboxStatus.Service> services = new ArrayList<>();
        if (known.isPresent()) {
            for (SandboxService service : services(known.get())) {
                services.add(standing(service));
            }
        }
        boolean running = services.stream().allMatch(service -> service.pid().isPresent());
        return new SandboxStatus(
                state(known.isPresent(), running),
                List.copyOf(services),
                known.map(SandboxState::options),
                files.env(),
                files.home());
    }

    private static SandboxStatus.Service standing(SandboxService service) {
        return new SandboxStatus.Service(
                service.name(),
                service.pid(),
                service.port(),
                Optional.of(service.version()).filter(version -> !version.isEmpty()),
                service.facts(),
                service.log());
    }

    private SandboxStatus.State state(boolean finished, boolean running) {
        if (finished) {
            return running ? SandboxStatus.State.UP : SandboxStatus.State.GONE;
        }
        return files.holdAnything() ? SandboxStatus.State.UNFINISHED : SandboxStatus.State.DOWN;
    }

    private void create(SandboxOptions options, Consumer<String> progress) throws SandboxException {
        if (files.holdAnything()) {
            progress.accept("Removing what an interrupted command has left");
        }
        remove();
        SandboxPreflight.check(options);
        files.createHome();
        if (files.lieInMemory()) {
            progress.accept("Warning: " + files.home()
                    + " lies in memory (tmpfs), where fsync costs nothing: write figures will be too good");
        }
        String pgbouncerVersion = options.pgbouncer().isPresent()
                ? PgbouncerProgram.of(options.pgbouncer().get()).version(ServerAccount.ofThisProcess())
                : "";
        SandboxState state = SandboxState.fresh(options).withVersions("", pgbouncerVersion);
        List<SandboxService> services = services(state);
        for (SandboxService service : services) {
            service.create(progress);
        }
        for (SandboxService service : services) {
            service.awaitReady();
        }
        state = state.withVersions(postgres(state).reportedVersion(), pgbouncerVersion);
        state.save(files.state());
        writeEnv(state);
    }

    private void resume(SandboxState state, SandboxOptions asked, Consumer<String> progress) throws SandboxException {
        List<String> differences = state.options().differences(asked);
        if (!differences.isEmpty()) {
            throw new SandboxException("The sandbox is there with other options (" + String.join("; ", differences)
                    + "): run `pgsurge sandbox down` first");
        }
        List<SandboxService> started = new ArrayList<>();
        try {
            for (SandboxService service : services(state)) {
                if (service.pid().isEmpty()) {
                    progress.accept(service.name()
                            + " has gone without being stopped (a crash or a reboot): starting it again on its data");
                    service.restart();
                    started.add(service);
                }
            }
            for (SandboxService service : started) {
                service.awaitReady();
            }
        } catch (SandboxException e) {
            throw new SandboxException(
                    e.getMessage() + "; or run `pgsurge sandbox down` to begin anew without its data", e);
        }
        if (started.isEmpty()) {
            progress.accept("The sandbox is up already");
        }
        writeEnv(state);
    }

    /**
     * Ends every process, those that use others first, and deletes every file but the lock. The env file goes before all
     * else: it says that the sandbox is up.
     */
    private void remove() throws SandboxException {
        FileTree.delete(files.env());
        FileTree.delete(files.state());
        List<SandboxService> services = new ArrayList<>(services());
        Collections.reverse(services);
        for (SandboxService service : services) {
            service.destroy();
        }
        if (!files.home().equals(files.folder())) {
            FileTree.delete(files.home());
        }
    }

    private void remove(SandboxLock lock, Exception cause) {
        try {
            remove();
            lock.deleteFolder();
        } catch (SandboxException e) {
            cause.addSuppressed(e);
        }
    }

    private void writeEnv(SandboxState state) throws SandboxException {
        Map<String, String> environment = new LinkedHashMap<>();
        for (SandboxService service : services(state)) {
            environment.putAll(service.environment());
        }
        SecretFile.write(
                files.env(),
                environment.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    /** Every service that there may be, to be ended: for that no options matter. */
    private List<SandboxService> services() throws SandboxException {
        return services(SandboxState.fresh(SandboxOptions.defaults()));
    }

    /** Every service of the sandbox, in the order in which they start. */
    private List<SandboxService> services(SandboxState state) throws SandboxException {
        SandboxOptions options = state.options();
        List<SandboxService> services = new ArrayList<>();
        services.add(postgres(state));
        if (options.pgbouncer().isPresent()) {
            services.add(new PgbouncerService(files.pgbouncer(), state));
        }
        for (GatewaySide side : options.sides()) {
            services.add(new GatewayService(side, files.gateway(side), state));
        }
        return services;
    }

    private PostgresService postgres(SandboxState state) throws SandboxException {
        return new PostgresService(files.postgres(), state);
    }
}
