package io.github.pgsurge.sandbox;

import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One background process of the sandbox, with files of its own below the sandbox's home. {@link Sandbox} calls it while
 * it holds the lock, except for {@link #pid()}; implementations keep no state but that of their files and processes.
 */
interface SandboxService {
    /** The product's name, as progress lines show it. */
    String name();

    /** The pid of its main process when it runs. */
    OptionalLong pid();

    /** Makes its files and starts it, from nothing. Leaves nothing when it fails. */
    void create(Consumer<String> progress) throws SandboxException;

    /** Starts it again on the files that {@link #create} made, after its process has gone. */
    void restart() throws SandboxException;

    /** Ends its processes and deletes its files, whatever state they are in. */
    void destroy() throws SandboxException;

    /** Its lines of the env file, in order. */
    Map<String, String> environment();
}
