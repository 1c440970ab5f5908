package io.github.pgsurge.workload;

import java.util.Arrays;

/**
 * A growing byte buffer in network byte order, reused from batch to batch.
 *
 * <p>Owned by one thread. {@link #reserve} makes room; the writers do not check.
 */
final class WireBuffer {
    private byte[] bytes = new byte[8192];
    private int length;

    void clear() {
        length = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16L, Math.max(needed, bytes.length * 2L)));
        }
    }

    void putByte(int value) {
        bytes[length++] = (byte) value;
    }

    void putShort(int value) {
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
    }

    void putInt(int value) {
        putInt(bytes, length, value);
        length += 4;
    }

    void put(byte[] from, int start, int count) {
        System.arraycopy(from, start, bytes, length, count);
        length += count;
    }

    static void putInt(byte[] to, int at, int value) {
        to[at] = (byte) (value >> 24);
        to[at + 1] = (byte) (value >> 16);
        to[at + 2] = (byte) (value >> 8);
        to[at + 3] = (byte) value;
    }

    static void putLong(byte[] to, int at, long value) {
        putInt(to, at, (int) (value >> 32));
        putInt(to, at + 4, (int) value);
    }
}
