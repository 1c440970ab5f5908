package io.github.pgsurge.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes rows in PostgreSQL's text COPY format (PostgreSQL documentation, COPY, "Text Format"): tabs between columns, a
 * newline after each row, and a backslash before the characters that would be taken for framing.
 */
final class CopyTextRows {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final int MAX_AGE_DIGITS = 11;

    private CopyTextRows() {}

    static void rows(RowBatch batch, WireBuffer out) {
        for (int row = 0; row < batch.rows(); row++) {
            cell(batch, row, 0, out);
            out.putByte('\t');
            cell(batch, row, 1, out);
            byte[] age = Integer.toString(batch.age(row)).getBytes(US_ASCII);
            out.reserve(MAX_AGE_DIGITS + 1);
            out.putByte('\t');
            out.put(age, 0, age.length);
            for (int column = 2; column < TextColumn.COUNT; column++) {
                out.reserve(1);
                out.putByte('\t');
                cell(batch, row, column, out);
            }
            out.putByte('\n');
        }
    }

    /** Leaves room for the separator that follows. */
    private static void cell(RowBatch batch, int row, int column, WireBuffer out) {
        byte[] from = batch.arena();
        int at = batch.start(row, column);
        int end = batch.end(row, column);
        out.reserve(2 * (end - at) + 1);
        int clean = at;
        while (at < end) {
            // eight bytes at once: nearly all text has nothing to escape, and looking byte by byte would cost more
            // than all the rest of the row
            if (at + 8 <= end && nothingToEscape((long) LONGS.get(from, at))) {
                at += 8;
                continue;
            }
            int stop = Math.min(at + 8, end);
            for (; at < stop; at++) {
                int escape = escapeOf(from[at]);
                if (escape != 0) {
                    out.put(from, clean, at - clean);
                    out.putByte('\\');
                    out.putByte(escape);
                    clean = at + 1;
                }
            }
        }
        out.put(from, clean, end - clean);
    }

    /**
     * False when a byte may be a backslash or below 32; the tests for "a byte is zero" and "a byte is less than n" are
     * those of Anderson, Bit Twiddling Hacks.
     */
    private static boolean nothingToEscape(long bytes) {
        long slash = bytes ^ (ONES * '\\');
        return (((slash - ONES) & ~slash) & TOPS) == 0 && (((bytes - ONES * ' ') & ~bytes) & TOPS) == 0;
    }

    private static int escapeOf(byte b) {
        return switch (b) {
            case '\\' -> '\\';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            default -> 0;
        };
    }
}
