package io.github.pgsurge.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Held while a sandbox is changed, against other processes (a file lock, which ends with the process) and other threads
 * of this JVM. Owned by the thread that acquired it.
 */
final class SandboxLock implements AutoCloseable {
    private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long TOKENS = 1L << 30;

    private final SandboxFiles files;
    private final FileChannel channel;

    private SandboxLock(SandboxFiles files, FileChannel channel) {
        this.files = files;
        this.channel = channel;
    }

    /**
     * Waits for the lock, at most five minutes. Creates the folder it lies in.
     *
     * @throws SandboxException when another command holds it for longer, or the folder can't be written
     */
    static SandboxLock acquire(SandboxFiles files, Consumer<String> progress) throws SandboxException {
        IN_THIS_JVM.lock();
        try {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            boolean told = false;
            while (true) {
                FileChannel channel = attempt(files);
                if (channel != null) {
                    return new SandboxLock(files, channel);
                }
                if (!told) {
                    progress.accept("Waiting for another sandbox command to finish");
                    told = true;
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new SandboxException("Another sandbox command holds " + files.lock() + " for more than "
                            + LIMIT.toMinutes() + " min: end it and try again");
                }
                Thread.sleep(POLL.toMillis());
            }
        } catch (InterruptedException e) {
            IN_THIS_JVM.unlock();
            Thread.currentThread().interrupt();
            throw new SandboxException("Interrupted while waiting for another sandbox command", e);
        } catch (SandboxException | RuntimeException e) {
            IN_THIS_JVM.unlock();
            throw e;
        }
    }

    /** Deletes the lock file and, when it holds nothing else, its folder. The lock stays held until it is closed. */
    void deleteFolder() throws SandboxException {
        FileTree.delete(files.lock());
        try {
            Files.deleteIfExists(files.folder());
        } catch (DirectoryNotEmptyException e) {
            // The next command has made its lock file already.
        } catch (IOException e) {
            throw new SandboxException("Could not delete " + files.folder() + ": " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing " + files.lock() + " failed", e);
        } finally {
            IN_THIS_JVM.unlock();
        }
    }

    private static FileChannel attempt(SandboxFiles files) throws SandboxException {
        Path file = files.lock();
        FileChannel channel = null;
        try {
            Files.createDirectories(files.folder());
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null && isStill(file, channel)) {
                FileChannel held = channel;
                channel = null;
                return held;
            }
            return null;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new SandboxException("Could not lock " + file + ": " + e, e);
        } finally {
            close(channel);
        }
    }

    /**
     * Whether the path still names the file that was locked, not one made after its last holder had deleted it. The
     * file's length serves as the token to compare: reading its content would open and close it a second time, and on
     * POSIX systems that gives up the lock.
     */
    private static boolean isStill(Path file, FileChannel channel) throws IOException {
        long token = 1 + ThreadLocalRandom.current().nextLong(TOKENS);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(new byte[1]), token - 1);
        boolean same = Files.exists(file) && Files.size(file) == token;
        channel.truncate(0);
        return same;
    }

    private static void close(FileChannel channel) throws SandboxException {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new SandboxException("Could not close the lock file: " + e, e);
            }
        }
    }
}
