package io.github.pgsurge.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads a POSIX ustar archive of files, folders and symbolic links, entry by entry; anything else in it is an error.
 * Commons Compress would do, but it needs newer releases of commons-io and commons-lang3 than JMeter has on the class
 * path that both share. Not thread safe. Format: POSIX.1-1988, {@code pax} utility, "ustar Interchange Format".
 */
final class TarReader {
    private static final int BLOCK = 512;

    private final InputStream in;
    private long unread;
    private long padding;

    /** What an entry is. */
    enum Kind {
        FILE,
        FOLDER,
        LINK
    }

    /**
     * One entry.
     *
     * @param mode permission bits
     * @param size bytes of a file's content, 0 otherwise
     * @param linkTarget what a link points to, empty otherwise
     */
    record Entry(String name, Kind kind, int mode, long size, String linkTarget) {}

    TarReader(InputStream in) {
        this.in = in;
    }

    /** The next entry, its content not read yet; null at the end of the archive. */
    Entry next() throws IOException {
        in.skipNBytes(unread + padding);
        byte[] header = in.readNBytes(BLOCK);
        if (header.length < BLOCK) {
            throw new EOFException("the archive is cut short");
        }
        if (header[0] == 0) {
            unread = 0;
            padding = 0;
            return null;
        }
        Kind kind = kind(header[156]);
        String prefix = text(header, 345, 155);
        String name = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
        unread = kind == Kind.FILE ? Long.parseLong(text(header, 124, 12), 8) : 0;
        padding = (BLOCK - unread % BLOCK) % BLOCK;
        return new Entry(name, kind, Integer.parseInt(text(header, 100, 8), 8), unread, text(header, 157, 100));
    }

    /** Writes the current entry's content. */
    void copyTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        while (unread > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, unread));
            if (read < 0) {
                throw new EOFException("the archive is cut short");
            }
            out.write(buffer, 0, read);
            unread -= read;
        }
    }

    private static Kind kind(byte type) throws IOException {
        return switch (type) {
            case 0, '0' -> Kind.FILE;
            case '2' -> Kind.LINK;
            case '5' -> Kind.FOLDER;
            default -> throw new IOException("the archive holds an entry of type " + (char) type);
        };
    }

    private static String text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.UTF_8).strip();
    }
}
