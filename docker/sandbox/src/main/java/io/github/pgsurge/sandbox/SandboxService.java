package io.github.pgsurge.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One background process of the sandbox, with files of its own below the sandbox's home. {@link Sandbox} calls it while
 * it holds the lock, except to ask how it stands; implementations keep no state but that of their files and processes,
 * and what passes from a start to the wait for it.
 */
interface SandboxService {
    /** The product's name, as progress lines show it. */
    String name();

    /** The pid of its main process when it runs. */
    OptionalLong pid();

    /** The TCP port it listens on. */
    int port();

    /** Its version; empty when it has none of its own. */
    String version();

    /** Its log file. */
    Path log();

    /** What it runs with, a few words each, for who reads its figures. */
    List<String> facts();

    /** Makes its files and starts it, from nothing. */
    void create(Consumer<String> progress) throws SandboxException;

    /** Starts it again on the files that {@link #create} made, after its process has gone. */
    void restart() throws SandboxException;

    /** Waits until what was created or started again takes requests; a later service may have been started meanwhile. */
    default void awaitReady() throws SandboxException {}

    /** Ends its processes and deletes its files, whatever state they are in. */
    void destroy() throws SandboxException;

    /** Its lines of the env file, in order. */
    Map<String, String> environment();
}
