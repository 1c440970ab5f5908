package io.github.pgsurge.workload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Writes rows in PostgreSQL's binary COPY format (PostgreSQL documentation, COPY, "Binary Format"): a signature, flags
 * and the length of an extension area; per row a 16 bit count of fields, per field a 32 bit length and the value as the
 * type's receive function reads it; -1 as the count ends the data.
 */
final class CopyBinaryRows {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(ISO_8859_1);
    private static final int ROW_FRAME = 2 + 4 * (TextColumn.COUNT + 2);

    private CopyBinaryRows() {}

    static void begin(WireBuffer out) {
        out.reserve(SIGNATURE.length + 8);
        out.put(SIGNATURE, 0, SIGNATURE.length);
        out.putInt(0);
        out.putInt(0);
    }

    /** The rows with the columns of {@link TableSchema#INSERT_COLUMNS}. */
    static void rows(RowBatch batch, WireBuffer out) {
        out.reserve(Math.addExact(batch.textBytes(), Math.multiplyExact(batch.rows(), ROW_FRAME)));
        for (int row = 0; row < batch.rows(); row++) {
            out.putShort(TableSchema.INSERT_COLUMN_COUNT);
            row(batch, row, out);
        }
    }

    /** The rows with the columns of {@link TableSchema#SEED_COLUMNS_EXTENDED}, status and score derived from the sequence. */
    static void extendedRows(RowBatch batch, long firstSequence, WireBuffer out) {
        out.reserve(Math.addExact(batch.textBytes(), Math.multiplyExact(batch.rows(), ROW_FRAME + 64)));
        for (int row = 0; row < batch.rows(); row++) {
            long random = RowGenerator.mix(firstSequence + row);
            byte[] status = TableSchema.seedStatus(random).getBytes(ISO_8859_1);
            out.putShort(TableSchema.INSERT_COLUMN_COUNT + 2);
            row(batch, row, out);
            out.putInt(status.length);
            out.put(status, 0, status.length);
            out.putInt(4);
            out.putInt(TableSchema.seedScore(random));
        }
    }

    static void end(WireBuffer out) {
        out.reserve(2);
        out.putShort(-1);
    }

    private static void row(RowBatch batch, int row, WireBuffer out) {
        cell(batch, row, 0, out);
        cell(batch, row, 1, out);
        out.putInt(4);
        out.putInt(batch.ages()[row]);
        for (int column = 2; column < TextColumn.COUNT; column++) {
            cell(batch, row, column, out);
        }
    }

    private static void cell(RowBatch batch, int row, int column, WireBuffer out) {
        int start = batch.start(row, column);
        int bytes = batch.end(row, column) - start;
        out.putInt(bytes);
        out.put(batch.arena(), start, bytes);
    }
}
