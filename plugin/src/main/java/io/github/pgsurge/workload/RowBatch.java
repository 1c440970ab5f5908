package io.github.pgsurge.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The rows of one batch, reused from batch to batch: all text as UTF-8 in one byte array, so that the COPY and array
 * encoders copy bytes and only the modes that bind strings make them.
 *
 * <p>Owned by one thread at a time: the one that fills it and executes it.
 */
public final class RowBatch {
    private byte[] arena = new byte[1024];
    /** Where the cell {@code row * TextColumn.COUNT + column} ends; it begins where the one before it ends. */
    private int[] ends = new int[TextColumn.COUNT];

    private int[] ages = new int[1];
    private int rows;
    private int cells;
    private int used;

    /** Forgets the rows, keeps the memory. */
    public void clear() {
        rows = 0;
        cells = 0;
        used = 0;
    }

    /** How many rows it holds. */
    public int rows() {
        return rows;
    }

    /** The bytes of all text values, in UTF-8, without any framing. */
    public int textBytes() {
        return used;
    }

    /** Adds a row of the caller's own values; none may be null. */
    public void add(String name, String email, int age, String address, String phone, String data) {
        for (String text : new String[] {name, email, address, phone, data}) {
            byte[] bytes = text.getBytes(UTF_8);
            reserve(bytes.length);
            append(bytes);
            endCell();
        }
        endRow(age);
    }

    /** One value; a new String each time. */
    public String text(int row, TextColumn column) {
        return text(row, column.index());
    }

    /** The length of one value in UTF-8. */
    public int bytes(int row, TextColumn column) {
        return end(row, column.index()) - start(row, column.index());
    }

    /** The age of a row. */
    public int age(int row) {
        return ages[row];
    }

    byte[] arena() {
        return arena;
    }

    int[] ages() {
        return ages;
    }

    int start(int row, int column) {
        int cell = row * TextColumn.COUNT + column;
        return cell == 0 ? 0 : ends[cell - 1];
    }

    int end(int row, int column) {
        return ends[row * TextColumn.COUNT + column];
    }

    String text(int row, int column) {
        int start = start(row, column);
        return new String(arena, start, end(row, column) - start, UTF_8);
    }

    /** Makes room for so many further bytes; {@link #append} does not check. */
    void reserve(int bytes) {
        int needed = Math.addExact(used, bytes);
        if (needed > arena.length) {
            arena = Arrays.copyOf(arena, (int) Math.min(Integer.MAX_VALUE - 16L, Math.max(needed, arena.length * 2L)));
        }
    }

    void append(byte[] bytes) {
        append(bytes, 0, bytes.length);
    }

    void append(byte[] bytes, int from, int length) {
        System.arraycopy(bytes, from, arena, used, length);
        used += length;
    }

    void append(char ascii) {
        arena[used++] = (byte) ascii;
    }

    /** A number that is not negative, in decimal. */
    void append(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        used += digits;
        long rest = number;
        for (int at = used - 1; digits > 0; at--, digits--) {
            arena[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    void endCell() {
        if (cells == ends.length) {
            ends = Arrays.copyOf(ends, cells * 2);
        }
        ends[cells++] = used;
    }

    void endRow(int age) {
        if (cells != (rows + 1) * TextColumn.COUNT) {
            throw new IllegalStateException("row " + rows + " has " + cells + " cells in all");
        }
        if (rows == ages.length) {
            ages = Arrays.copyOf(ages, rows * 2);
        }
        ages[rows++] = age;
    }
}
