package io.github.pgsurge.testing;

import io.github.pgsurge.sandbox.FileTree;
import io.github.pgsurge.sandbox.SandboxException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Folders of test JVMs that were killed, with the servers in them. A JVM holds a lock in its folder for as long as it
 * lives; a folder whose lock is free has lost its JVM. Thread safe.
 */
final class Leftovers {
    private static final String LOCK = "jvm.lock";
    private static final Queue<FileLock> CLAIMED = new ConcurrentLinkedQueue<>();

    private Leftovers() {}

    /** Holds the folder's lock until this JVM ends. */
    // The channel stays open on purpose: closing it gives the lock up, and the JVM's end closes it. It is kept, as an
    // open
    // channel that nobody refers to is closed by the garbage collector, and the next JVM would end this one's servers.
    @SuppressWarnings("resource")
    static void claim(Path folder) throws IOException {
        // Locked before it has the name under which others look for it: they never see it unlocked.
        Path unnamed = folder.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        CLAIMED.add(channel.lock());
        Files.move(unnamed, folder.resolve(LOCK));
    }

    /** Ends the processes and deletes the files of every folder with this prefix whose JVM is gone. */
    static void remove(Path parent, String prefix) throws IOException, SandboxException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path folder : folders) {
                Path lock = folder.resolve(LOCK);
                if (Files.isWritable(lock) && isFree(lock)) {
                    ProcessHandle.allProcesses()
                            .filter(process ->
                                    process.info().command().orElse("").startsWith(folder + "/"))
                            .forEach(ProcessHandle::destroyForcibly);
                    FileTree.delete(folder);
                }
            }
        }
    }

    private static boolean isFree(Path lock) throws IOException {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        }
    }
}
